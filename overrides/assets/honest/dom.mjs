/** Build elements from plain values. Strings always become text nodes, so no text can turn into markup. */
import { say } from "./strings.mjs";

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

/** What each level is stamped with: remove, prove, weigh, fine. */
const SIGNS = { banned: "删", proof: "证", caution: "酌", spared: "可" };

/** A level as its seal and its word. In Chinese the seal is the word; elsewhere it is only drawn. */
export function level(name, tag = "span") {
  const word = say(name);
  const drawn = word !== SIGNS[name];
  const seal = h("span", { class: "ha-seal", "data-level": name, lang: "zh", "aria-hidden": drawn && "true" }, SIGNS[name]);
  return h(tag, { class: "ha-level", "data-level": name }, seal, drawn && word);
}
