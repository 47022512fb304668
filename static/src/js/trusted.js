/*
 * The one way markup may enter a desk page by script: htmx parsing what our own server sent.
 * The policy makes no script and no script address, so that those stay refused by the browser.
 */
if (window.trustedTypes) window.trustedTypes.createPolicy("default", { createHTML: (markup) => markup });
