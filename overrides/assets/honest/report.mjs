/** The report as Markdown: what was found, what to hold, what was set aside and why, what was spared. */
import { say } from "./strings.mjs";

/** Characters that would turn into markup when somebody renders the report. */
const plain = (text) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");
const quoted = (text) => say("quote", { text: plain(text.replace(/\s+/g, " ")) });
const lines = (text) => text.split("\n").map((line) => `> ${plain(line)}`.trimEnd()).join("\n");

/**
 * @param {object} view
 * @param {string} view.text the copy as checked
 * @param {string} view.category in words
 * @param {object} view.result the engine's answer
 * @param {object[]} view.findings those that stand
 * @param {{finding: object, reason: string}[]} view.asides
 * @param {{id: string, text: string}[]} view.evidence
 * @param {Set<string>} view.held ids of the evidence that was ticked
 * @param {Date} [view.date]
 * @returns {string}
 */
export function markdown({ text, category, result, findings, asides, evidence, held, date = new Date() }) {
  const colon = say("colon");
  const day = `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
  const facts = [
    [say("report_date"), day],
    [say("report_category"), category],
    [say("report_checker"), `adcheck ${result.checker}`],
    [say("report_findings"), findings.length ? `${say("count", { n: findings.length })} (${tally(findings)})` : say("nothing")],
  ];
  const parts = [
    `# ${say("report_title")}`,
    facts.map(([name, value]) => `- ${name}${colon}${value}`).join("\n"),
    `## ${say("report_text")}`,
    lines(text),
  ];
  if (findings.length) {
    parts.push(`## ${say("report_findings")}`, findings.map((finding, index) => `${index + 1}. ${entry(finding, colon)}`).join("\n"));
  }
  if (evidence.length) {
    parts.push(`## ${say("evidence")}`, evidence.map((item) => `- [${held.has(item.id) ? "x" : " "}] ${plain(item.text)}`).join("\n"));
  }
  if (asides.length) {
    const rows = asides.map(({ finding, reason }) => `- ${quoted(finding.match)} (${finding.rule})${colon}${plain(reason)}`);
    parts.push(`## ${say("aside_list", { n: asides.length })}`, rows.join("\n"));
  }
  if (result.spared.length) {
    const rows = result.spared.map((item) => {
      const show = item.show ? ` ${say("spared_show", { show: plain(item.show) })}` : "";
      const law = item.law_label ? ` ${item.law_label}` : "";
      return `- ${quoted(item.match)}${colon}${plain(item.reason)}${show}${law}`;
    });
    parts.push(`## ${say("spared_list", { n: result.spared.length })}`, rows.join("\n"));
  }
  parts.push(say("report_end"));
  return `${parts.join("\n\n")}\n`;
}

/** "Remove 2, Prove 1": how many of each level, in the order of weight. */
export function tally(findings) {
  return ["banned", "proof", "caution"]
    .map((level) => [level, findings.filter((finding) => finding.level === level).length])
    .filter(([, count]) => count)
    .map(([level, count]) => `${say(level)} ${count}`)
    .join(say("list_comma"));
}

function entry(finding, colon) {
  const laws = finding.law_details.map((law) => law.label).join(say("list_comma"));
  const instead = finding.rewrites.map((words) => (words ? quoted(words) : say("take_out"))).join(say("list_comma"));
  return [
    `**${say(finding.level)}** ${quoted(finding.match)} (${finding.rule})${colon}${plain(finding.message)}`,
    finding.disguise_note && `   ${plain(finding.disguise_note)}`,
    finding.advice && `   ${plain(finding.advice)}`,
    laws && `   ${say("law")}${colon}${laws}`,
    instead && `   ${say("instead")}${colon}${instead}`,
  ]
    .filter(Boolean)
    .join("\n");
}
