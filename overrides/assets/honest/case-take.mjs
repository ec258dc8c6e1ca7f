/** Asks which case a checked copy belongs to, where some are open. */
import { button } from "./case-draw.mjs";
import { tell } from "./case-strings.mjs";
import { h } from "./dom.mjs";

const MOST = 20; // the ones changed last

/** @param {{fresh: () => void, into: (id: string) => void, none: () => void}} act */
export function takeBox(heads, act) {
  const open = [...heads].sort((one, other) => (other.changed ?? "").localeCompare(one.changed ?? "")).slice(0, MOST);
  const item = (one) =>
    h(
      "li",
      {},
      h("button", { type: "button", class: "ha-link", "data-into": one.id, onclick: () => act.into(one.id) }, one.title || tell("untitled")),
      h("span", { class: "hc-quiet" }, [one.platform, one.received && tell("opened_on", { day: one.received })].filter(Boolean).join(" · ")),
    );
  return h(
    "section",
    { class: "hc-take", tabindex: "-1", "aria-labelledby": "hc-take" },
    h("h3", { id: "hc-take" }, tell("take")),
    h("p", { class: "hc-acts" }, button("take_new", act.fresh, "ha-button ha-button--main"), button("take_no", act.none)),
    h("p", { class: "hc-quiet" }, tell("take_open")),
    h("ul", {}, ...open.map(item)),
  );
}
