/** The shop's own word list on the page: read, added to, taken off, brought in and out as TOML or CSV. */
import { button } from "./case-draw.mjs";
import { filePicker, readText } from "./case-files.mjs";
import { tell } from "./case-strings.mjs";
import { h, level } from "./dom.mjs";
import { asFile } from "./give.mjs";

const LEVELS = ["banned", "proof", "caution"];

export class WordList {
  #store;
  #ask;
  #told = h("p", { class: "ha-told", role: "status" });
  #list = h("ul", { class: "hc-words" });

  constructor(box, store, ask) {
    this.#store = store;
    this.#ask = ask;
    const field = (name) => h("label", {}, h("span", {}, tell(`words_${name}`)), h("input", { type: "text", "data-word": name, maxlength: name === "reason" ? "300" : "100", autocomplete: "off" }));
    const choice = h("label", {}, h("span", {}, tell("words_level")), h("select", { "data-word": "level" }, ...LEVELS.map((one) => h("option", { value: one }, tell(one)))));
    const form = h("form", { class: "hc-word", "data-own": true }, field("word"), choice, field("reason"), field("instead"), h("button", { class: "ha-button ha-button--small", "data-action": "words_add" }, tell("words_add")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const value = (name) => form.querySelector(`[data-word=${name}]`).value.trim();
      if (!value("word")) return;
      const instead = value("instead");
      this.add({ words: value("word"), level: value("level"), reason: value("reason"), instead: instead ? [instead] : [] });
      form.reset();
    });
    box.append(
      h("h2", {}, tell("words")),
      h("p", { class: "hc-quiet" }, tell("words_hint")),
      this.#list,
      form,
      h("p", { class: "hc-acts" }, filePicker("words_import", ".toml,.csv,.txt", (file) => this.#read(file)), button("words_toml", () => this.#save("toml")), button("words_csv", () => this.#save("csv"))),
      this.#told,
    );
  }

  async show() {
    const words = await this.#store.words();
    this.#list.replaceChildren(
      ...(words.length
        ? words.map((word) => h("li", { "data-words": word.words }, level(word.level), h("q", {}, word.words), h("span", {}, word.reason), word.instead.length > 0 && h("span", { class: "hc-quiet" }, `→ ${word.instead.join(tell("comma"))}`), button("words_remove", () => this.#set(words.filter((one) => one.words !== word.words)), "ha-link")))
        : [h("li", { class: "hc-quiet" }, tell("words_none"))]),
    );
  }

  async #set(words) {
    await this.#store.setWords(words);
    await this.show();
  }

  /** Put a word on the list, in place of an entry with the same words. */
  async add(word) {
    const words = await this.#store.words();
    await this.#set([...words.filter((one) => one.words !== word.words), word]);
  }

  async #read(file) {
    try {
      const { words } = await this.#ask("house-read", { text: await readText(file), name: file.name });
      const names = new Set(words.map((word) => word.words));
      const kept = (await this.#store.words()).filter((one) => !names.has(one.words));
      await this.#set([...kept, ...words]);
      this.#told.textContent = tell("words_read", { n: kept.length + words.length });
    } catch (error) {
      this.#told.textContent = tell("failed", { why: error.message });
    }
  }

  async #save(format) {
    try {
      const { text, type } = await this.#ask("house-write", { words: await this.#store.words(), format });
      asFile(`${tell("file_words")}.${format}`, text, type);
    } catch (error) {
      this.#told.textContent = tell("failed", { why: error.message });
    }
  }
}
