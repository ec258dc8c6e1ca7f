/**
 * What the page keeps on this device: the draft with the reasons given for it, and small choices.
 * Storage may be full, forbidden or broken; then nothing is kept and nothing fails.
 */
const PREFIX = "honest-ads.";

/** @returns {object|null} what was kept under the name, or null */
export function keep(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    return null;
  }
  return value;
}

export function kept(name) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + name));
  } catch {
    return null;
  }
}

export function forget(name) {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // Nothing was kept.
  }
}
