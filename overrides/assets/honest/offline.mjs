/**
 * Has the site kept for use without a connection, once the page has nothing more to do. Where the browser cannot,
 * or the reader saves data, nothing happens. A site built without the worker lets go of one it had before.
 */
import { KEEPS } from "./build.mjs";
import { language, siteRoot } from "./place.mjs";

const PAUSE = 4000; // ms

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** When the checker of this page, if it has one, has started: what it fetches comes first. */
const checkerStarted = () =>
  new Promise((resolve) => {
    if (!document.querySelector("ad-check, ad-case")) resolve();
    else new PerformanceObserver((seen) => seen.getEntriesByName("adcheck:ready").length && resolve()).observe({ type: "mark", buffered: true });
  });

async function letGo(root) {
  const worker = await navigator.serviceWorker.getRegistration(root);
  if (worker?.scope === root) await worker.unregister();
  // It goes on serving the pages that are open, and keeps for them: what came later goes with the next page.
  for (const name of await caches.keys()) {
    if (name.startsWith(`honest-ads-site ${new URL(root).pathname} `)) await caches.delete(name);
  }
}

async function keepSite(root) {
  if (navigator.connection?.saveData) return;
  await checkerStarted();
  await pause(PAUSE);
  await navigator.serviceWorker.register(new URL("offline.js", root), { updateViaCache: "none" });
  const { active } = await navigator.serviceWorker.ready;
  active.postMessage({ lang: language(), path: location.pathname });
}

export async function startOffline() {
  // The page for missing pages, which has no twin, does not always know where the site begins.
  if (!navigator.serviceWorker || !document.querySelector("link[hreflang]")) return;
  try {
    await (KEEPS ? keepSite : letGo)(siteRoot().href);
  } catch {
    // Storage is refused or the script does not come: the site works as long as there is a connection.
  }
}
