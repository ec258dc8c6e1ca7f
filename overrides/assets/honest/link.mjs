/** Copy in an address: `#text=…&category=…`. The part after # is never sent to a server. */

/** The longest address that browsers and chat programs pass on whole. */
export const LONGEST_LINK = 16_000;

/** @returns {{text: string, category: string}|null} what the address holds, or null when it holds no copy */
export function readLink(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ""));
  if (!fields.has("text")) return null;
  return { text: fields.get("text").replace(/\r\n?/g, "\n"), category: fields.get("category") || "general" };
}

/** @returns {string|null} an address that opens the page with this copy, or null when it would be too long */
export function makeLink(page, text, category) {
  const link = new URL(page);
  link.search = "";
  link.hash = new URLSearchParams({ text, category }).toString();
  return link.href.length > LONGEST_LINK ? null : link.href;
}
