/** Where the site begins, and which language this page is in. Read anew each time: a page can be swapped in place. */

/** @returns {URL} the address of the site's root, ending in a slash */
export function siteRoot() {
  const path = document.querySelector('meta[name="site-root"]')?.content || ".";
  return new URL(path.endsWith("/") ? path : `${path}/`, location.href.split(/[?#]/)[0]);
}

/** @returns {"en"|"zh"} */
export function language() {
  return document.documentElement.lang.toLowerCase().startsWith("zh") ? "zh" : "en";
}

/** @returns {URL} the root of this page's language: the site's root, or zh/ under it */
export function languageRoot() {
  return language() === "zh" ? new URL("zh/", siteRoot()) : siteRoot();
}
