import js from "@eslint/js";

// Text of the plan reaches the page as text nodes: as markup it could run.
const MARKUP = ["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"];

export default [
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-restricted-globals": ["error", "fetch", "XMLHttpRequest", "WebSocket"],
      "no-restricted-properties": ["error", ...MARKUP.map((property) => ({ property }))],
      // tsc knows the browser's own names.
      "no-undef": "off",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  // The only one that asks for anything, and only of the server that sent the page.
  { files: ["served.js"], rules: { "no-restricted-globals": ["error", "XMLHttpRequest", "WebSocket"] } },
];
