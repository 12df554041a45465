import ts from 'typescript';

const { SyntaxKind } = ts;

const SWAPPED = new Map([
  [SyntaxKind.LessThanToken, '<='],
  [SyntaxKind.LessThanEqualsToken, '<'],
  [SyntaxKind.GreaterThanToken, '>='],
  [SyntaxKind.GreaterThanEqualsToken, '>'],
  [SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [SyntaxKind.AmpersandAmpersandToken, '||'],
  [SyntaxKind.BarBarToken, '&&'],
  [SyntaxKind.PlusToken, '-'],
  [SyntaxKind.MinusToken, '+'],
  [SyntaxKind.AsteriskToken, '/'],
  [SyntaxKind.SlashToken, '*'],
  [SyntaxKind.PlusEqualsToken, '-='],
  [SyntaxKind.MinusEqualsToken, '+='],
]);
/** Methods whose opposite has a name. */
const OPPOSITE = { some: 'every', every: 'some' };
/** Calls that only write to the log. */
const LOGS = /\b(?:console|log|logger)\b/;

/**
 * Mutants of a source file: each is one small fault.
 * @returns {{ line: number, from: number, to: number, text: string, change: string }[]} in the order of the source
 */
export function mutantsOf(path, source) {
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true);
  const mutants = [];
  const add = (node, text, change) => {
    const [from, to] = [node.getStart(file), node.getEnd()];
    const line = file.getLineAndCharacterOfPosition(from).line + 1;
    const was = source.slice(from, to).replace(/\s+/g, ' ');
    mutants.push({ line, from, to, text, change: change ?? `${shorten(was)} -> ${shorten(text)}` });
  };
  const visit = (node) => {
    if (ts.isTypeNode(node) || ts.isDecorator(node) || ts.isImportDeclaration(node)) return;
    mutate(node, add, file);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}

function mutate(node, add, file) {
  const condition = conditionOf(node);
  // `!a` is negated below, where its `!` leaves.
  if (condition && !isNegation(condition)) add(condition, `!(${condition.getText(file)})`);
  if (ts.isBinaryExpression(node)) {
    const swapped = SWAPPED.get(node.operatorToken.kind);
    const change = `${shorten(node.getText(file).replace(/\s+/g, ' '))}: ${node.operatorToken.getText(file)} -> ${swapped}`;
    // Text is joined by + as well: that is no arithmetic.
    if (swapped && !(swapped === '-' && joinsText(node))) add(node.operatorToken, swapped, change);
  }
  if (node.kind === SyntaxKind.TrueKeyword) add(node, 'false');
  if (node.kind === SyntaxKind.FalseKeyword) add(node, 'true');
  if (isNegation(node)) {
    add(node, `(${node.operand.getText(file)})`);
  }
  if (
    ts.isPropertyAccessExpression(node) &&
    ts.isCallExpression(node.parent) &&
    Object.hasOwn(OPPOSITE, node.name.text)
  ) {
    add(node.name, OPPOSITE[node.name.text]);
  }
  if (ts.isExpressionStatement(node) && isCall(node.expression) && !LOGS.test(node.getText(file).split('(')[0])) {
    add(node, ';', `removed: ${shorten(node.getText(file).replace(/\s+/g, ' '))}`);
  }
  if (ts.isReturnStatement(node) && node.expression && !isUndefined(node.expression)) add(node.expression, 'undefined');
  if (ts.isArrowFunction(node) && !ts.isBlock(node.body) && !isUndefined(node.body)) add(node.body, 'undefined');
}

const conditionOf = (node) => {
  if (ts.isIfStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) ? node.condition : undefined;
};
const isNegation = (node) => ts.isPrefixUnaryExpression(node) && node.operator === SyntaxKind.ExclamationToken;
const isUndefined = (node) => ts.isIdentifier(node) && node.text === 'undefined';
const isCall = (node) => ts.isCallExpression(ts.isAwaitExpression(node) ? node.expression : node);
const joinsText = (node) =>
  [node.left, node.right].some(
    (side) =>
      ts.isStringLiteralLike(side) || ts.isTemplateExpression(side) || (ts.isBinaryExpression(side) && joinsText(side)),
  );
const shorten = (text) => (text.length > 90 ? `${text.slice(0, 87)}...` : text);

/** @returns relative paths that a source imports at run time */
export function importsOf(source) {
  return ts
    .preProcessFile(source)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'));
}

/** @returns numbers from 0 to 1, the same for the same seed (mulberry32) */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
