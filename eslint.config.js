// What the linter looks at: the scripts of our pages, and their tests. Run by tests/js/test_lint.py.
import globals from "globals";
import js from "@eslint/js";

export default [
  { ignores: ["**/vendor/**"] },
  js.configs.recommended,
  {
    files: ["src/heard/web/static/js/**/*.js"],
    languageOptions: { globals: { ...globals.browser, ...globals.worker } },
    rules: { eqeqeq: "error", "no-var": "error", "prefer-const": "error" },
  },
  { files: ["tests/js/**/*.js"], languageOptions: { globals: globals.node } },
];
