// Files of the commit, before each commit (.husky/pre-commit): formatted, and linted by the rules that need no types.
process.env.LINT_WITHOUT_TYPES = '1';

export default {
  '*': 'prettier --write --ignore-unknown --log-level warn',
  '*.{ts,tsx,js,mjs}': 'eslint --max-warnings 0 --no-warn-ignored',
};
