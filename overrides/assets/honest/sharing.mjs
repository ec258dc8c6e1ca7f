/**
 * What the reader may hand on: the report, as a copy or a file, and a link that holds the copy, and a
 * complaint case on this device. Nothing is sent from here.
 */
import { asFile, toClipboard } from "./give.mjs";
import { handOver, TAKE } from "./handover.mjs";
import { makeLink } from "./link.mjs";
import { languageRoot } from "./place.mjs";
import { markdown } from "./report.mjs";
import { say } from "./strings.mjs";

/**
 * @param {() => object} facts the copy, its category and what stands of the result, as `markdown` takes them
 * @param {(words: string) => void} tell
 * @returns {{link: () => void, copyReport: () => void, saveReport: () => void, toCase: () => void}}
 */
export function sharing(facts, tell) {
  const report = () => {
    const { categoryLabel, ...rest } = facts();
    return markdown({ ...rest, category: categoryLabel });
  };
  const clip = async (text, done) => tell((await toClipboard(text)) ? say(done) : say("copy_failed"));
  return {
    link() {
      const { text, category } = facts();
      const link = makeLink(location.href, text, category);
      if (link) clip(link, "link_copied");
      else tell(say("link_long"));
    },
    copyReport: () => clip(report(), "copied"),
    saveReport: () => asFile(`${say("report_file")}.md`, report(), "text/markdown"),
    toCase() {
      if (handOver(facts())) location.href = new URL(`case/#${TAKE}`, languageRoot()).href;
      else tell(say("case_refused"));
    },
  };
}
