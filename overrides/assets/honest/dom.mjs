/** Build elements from plain values. Strings always become text nodes, so no text can turn into markup. */

/**
 * @param {string} tag
 * @param {object} [attributes] `on…` is a listener; true sets an empty attribute; false, null and undefined set none
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

/** The small seal of a level. Its meaning always stands beside it in words, so it is hidden from screen readers. */
export function seal(level) {
  const sign = { banned: "删", proof: "证", caution: "酌", spared: "可" }[level];
  return h("span", { class: "ha-seal", "data-level": level, lang: "zh", "aria-hidden": "true" }, sign);
}
