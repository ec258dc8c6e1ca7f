/** The shop's own word list, for the checker: read once, and again when another page has changed it. */
import { CaseStore } from "./case-store.mjs";

let store = null;
let words = null;

/** @returns {Promise<object[]>} the list; empty where there is none or nothing can be read */
export async function houseWords() {
  try {
    if (!store) {
      store = CaseStore.open();
      (await store).onother = (message) => message.words && (words = null);
    }
    words ??= (await store).words();
    return await words;
  } catch {
    return [];
  }
}
