/** <ad-amounts>: the compensation calculator, over a plain form; each sum with its working and its law. */
import { sums } from "./case-draw.mjs";
import { h } from "./dom.mjs";
import { language, siteRoot } from "./place.mjs";
import { createChecker } from "./runtime.mjs";
import { say } from "./strings.mjs";

class AdAmounts extends HTMLElement {
  #checker = null;
  #asked = 0;

  connectedCallback() {
    if (this.out) return;
    this.form = this.querySelector("form");
    this.out = h("div", { class: "hc-answer", "aria-live": "polite" });
    this.form.after(this.out);
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("input", () => this.#work());
    this.form.addEventListener("focusin", () => this.#start(), { once: true });
  }

  disconnectedCallback() {
    this.#checker?.dispose();
    this.#checker = null;
  }

  #start() {
    this.#checker ??= createChecker({ root: siteRoot().href, onprogress: ({ stage }) => stage !== "ready" && this.#told(say("fetch_bare")) });
    this.#checker.start();
    return this.#checker;
  }

  #told(words) {
    if (!this.dataset.state) this.out.replaceChildren(h("p", { class: "hc-quiet" }, words));
  }

  async #work() {
    const mine = ++this.#asked;
    const asked = Object.fromEntries(new FormData(this.form));
    if (!Object.values(asked).some((value) => value.trim())) return this.out.replaceChildren();
    try {
      const { claims, fines } = await this.#start().request("amounts", { ...asked, lang: language() });
      if (mine !== this.#asked) return undefined;
      this.dataset.state = "ready";
      return this.out.replaceChildren(...sums(asked.price || asked.loss ? claims : [], asked.fee ? fines : []));
    } catch (error) {
      if (mine !== this.#asked) return undefined;
      const words = error.code === "input" ? error.message : `${say("error_load")} ${say("error_load_do")}`;
      return this.out.replaceChildren(h("p", { class: "hc-trouble", role: "alert" }, words));
    }
  }
}

customElements.define("ad-amounts", AdAmounts);
