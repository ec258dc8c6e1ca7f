/** Takes the place of a service worker that this site once had: lets go of what it kept, and of itself. */
"use strict";

const NAME = `honest-ads-site ${new URL("./", self.location).pathname} `;

addEventListener("install", () => self.skipWaiting());
addEventListener("activate", (event) => {
  const leave = async () => {
    for (const name of await caches.keys()) if (name.startsWith(NAME)) await caches.delete(name);
    await self.registration.unregister();
  };
  event.waitUntil(leave());
});
