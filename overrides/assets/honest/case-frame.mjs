/** The frame around the form: the list, the steps, notices, what is saved, the side with deadlines, the exports. */
import { button } from "./case-draw.mjs";
import { tell } from "./case-strings.mjs";
import { h } from "./dom.mjs";

/** Runs `work` once things have been quiet for `pause` ms, per argument; `.now()` runs it at once. */
export function debounce(work, pause) {
  const timers = new Map();
  const later = (...args) => {
    const key = String(args[0]);
    clearTimeout(timers.get(key));
    timers.set(key, setTimeout(() => work(...args), pause));
  };
  later.now = (...args) => {
    clearTimeout(timers.get(String(args[0])));
    work(...args);
  };
  return later;
}

export function frame(host, act) {
  const form = host.querySelector("form.hc-sheet");
  const names = [...form.querySelectorAll(".hc-step")].map((step) => [step.dataset.step, step.querySelector("h2").textContent]);
  const notice = h("p", { class: "hc-storage", role: "status" });
  const engine = h("p", { class: "hc-engine", role: "status" });
  const told = h("p", { class: "ha-told", role: "status" });
  const list = h("div", { class: "hc-listview" });
  const words = h("section", { class: "hc-house" });
  const title = h("h2", { class: "hc-title" });
  const saved = h("span", { class: "hc-saved" }, tell("kept"));
  const steps = h("ol", { class: "hc-steps", "aria-label": tell("steps") }, ...names.map(([step, name]) => h("li", {}, h("button", { type: "button", "data-go": step, onclick: () => act.step(step) }, h("span", { class: "hc-sign", "aria-hidden": "true" }), name, h("span", { class: "hc-state" })))));
  const todo = h("div", { class: "hc-todo" });
  const dues = h("div", { class: "hc-duebox" });
  const sure = h("p", { class: "hc-sure", hidden: true }, tell("remove_sure"), " ", button("remove_yes", () => ((sure.hidden = true), act.remove())), " ", button("remove_no", () => (sure.hidden = true)));
  const exports = h(
    "section",
    { class: "hc-exports" },
    h("h3", {}, tell("record")),
    h("p", { class: "hc-acts" }, button("markdown", () => act.export("markdown")), button("word", () => act.export("docx")), button("print", () => act.print("record")), button("summary", () => act.print("summary")), button("json", act.json), button("remove", () => (sure.hidden = false), "ha-link")),
    sure,
  );
  const top = h("header", { class: "hc-top" }, button("back", act.back, "ha-link"), title, saved);
  const desk = h("div", { class: "hc-desk" }, h("div", { class: "hc-main" }, form), h("aside", { class: "hc-side" }, todo, dues));
  const caseview = h("div", { class: "hc-caseview" }, top, steps, desk, exports);
  host.append(notice, engine, told, list, caseview, words);
  host.classList.add("hc-live");
  let telling;

  return {
    list,
    words,
    tell(text) {
      told.textContent = text;
      clearTimeout(telling);
      telling = setTimeout(() => (told.textContent = ""), 12_000);
    },
    storage(state) {
      const key = { yes: "warning", no: "refused", failed: "full" }[state];
      notice.dataset.kept = state;
      notice.replaceChildren(tell(key), ...(state === "yes" ? [] : [" ", button("export_now", act.exportAll)]), ...(state === "failed" ? [" ", button("retry", act.retry)] : []));
    },
    engine(state) {
      engine.hidden = state === "ready";
      engine.replaceChildren(tell(state === "error" ? "no_engine" : "engine"), ...(state === "error" ? [" ", button("again", act.again)] : []));
    },
    saving() {
      saved.textContent = tell("saving");
    },
    saved() {
      saved.textContent = tell("kept");
    },
    title(words, states) {
      title.textContent = words;
      for (const one of steps.querySelectorAll("[data-go]")) {
        const state = states?.[one.dataset.go] ?? "open";
        one.dataset.state = state;
        one.querySelector(".hc-state").textContent = tell(`state_${state}`);
      }
    },
    step(step) {
      for (const section of form.querySelectorAll(".hc-step")) section.hidden = section.dataset.step !== step;
      for (const one of steps.querySelectorAll("[data-go]")) one.setAttribute("aria-current", one.dataset.go === step ? "step" : "false");
    },
    side(points, deadlines) {
      todo.replaceChildren(...points);
      dues.replaceChildren(...deadlines);
    },
    /** Bring the head of the case into view: after it was opened in any case, after a step only if it is above. */
    toTop(opened) {
      if (opened || top.getBoundingClientRect().top < 0) top.scrollIntoView({ block: "start" });
    },
  };
}

/** Under each step, room for what follows from it; and the boxes of steps 4 and 6. */
export function ownBoxes(host, { search, toWords, close }) {
  const rooms = new Map();
  const keys = new Map();
  for (const section of host.querySelectorAll(".hc-step")) {
    const facts = h("div", { class: "hc-room" });
    const letters = h("div", { class: "hc-room" });
    if (section.dataset.step === "examine") section.querySelector("[data-list=checks]").before(facts);
    else section.append(facts);
    section.append(letters);
    rooms.set(section.dataset.step, { facts, letters });
  }
  const closing = button("close", close, "ha-button ha-button--main");
  host.querySelector('.hc-step[data-step="cause"] [data-list=places]').before(search);
  host.querySelector('.hc-step[data-step="learn"]').append(h("p", { class: "hc-acts" }, button("to_words", toWords), closing));
  return {
    /** What follows from a step, and its messages. While they say the same, what is open in them stays open. */
    under(step, shown) {
      for (const [name, [content, make]] of Object.entries(shown)) {
        const key = JSON.stringify(content);
        if (keys.get(`${step} ${name}`) === key) continue;
        keys.set(`${step} ${name}`, key);
        rooms.get(step)[name].replaceChildren(...make());
      }
    },
    closed(is) {
      closing.textContent = tell(is ? "reopen" : "close");
    },
  };
}
