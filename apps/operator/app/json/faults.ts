import type { Fault } from '@halyard/contracts';
import { jsonLanguage } from '@codemirror/lang-json';
import type { JsonValue } from '@halyard/evaluator';
import type { SyntaxNode, Tree } from '@lezer/common';

/** Something wrong with a JSON text, and where: offsets into it, and its line, which begins with 1. */
export interface JsonFault {
  readonly from: number;
  readonly to: number;
  readonly line: number;
  readonly message: string;
}

/** What is wrong with the value, by pointers into it. */
export type ValueCheck = (value: JsonValue) => readonly Fault[];

/** What is wrong with a text that should be JSON: where it is none, or else what a check finds in its value. */
export function jsonFaults(text: string, check: ValueCheck = () => []): JsonFault[] {
  if (text.trim() === '') return [faultIn(text, 0, 0, 'Write a JSON value')];
  const tree = jsonLanguage.parser.parse(text);
  const value = parsed(text);
  if (value === undefined) return [syntaxFault(tree, text)];
  return check(value).map(({ pointer, message }) => {
    const node = nodeAt(tree, text, pointer);
    const { from, to } = node ?? { from: 0, to: text.length };
    return faultIn(text, from, to, sentence(message));
  });
}

/** The text's value; undefined where it is no JSON, which has no `undefined`. */
export function parsed(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** Indented as people read it; as it is where it is no JSON. */
export function formatted(text: string): string {
  const value = parsed(text);
  return value === undefined ? text : JSON.stringify(value, null, 2);
}

function syntaxFault(tree: Tree, text: string): JsonFault {
  const cursor = tree.cursor();
  do {
    if (!cursor.type.isError) continue;
    const from = Math.min(cursor.from, Math.max(0, text.trimEnd().length - 1));
    const to = Math.max(cursor.to, from + 1);
    const found = text.slice(cursor.from, cursor.from + 12).trim();
    const message = found === '' ? 'It ends too early' : `“${found}” is not JSON here`;
    return faultIn(text, from, to, message);
  } while (cursor.next());
  return faultIn(text, 0, text.length, 'It is not JSON');
}

/** The node of the value that a JSON pointer leads to, or of the nearest one above it. */
function nodeAt(tree: Tree, text: string, pointer: string): SyntaxNode | null {
  let node = tree.topNode.firstChild;
  for (const step of pointer.split('/').slice(1)) {
    const next = node && childAt(node, text, step.replaceAll('~1', '/').replaceAll('~0', '~'));
    if (!next) break;
    node = next;
  }
  return node;
}

function childAt(node: SyntaxNode, text: string, step: string): SyntaxNode | null | undefined {
  if (node.name === 'Array') return itemsOf(node)[Number(step)];
  const property = node
    .getChildren('Property')
    .findLast(({ firstChild }) => firstChild && nameOf(firstChild, text) === step);
  return property?.lastChild;
}

function itemsOf(array: SyntaxNode): SyntaxNode[] {
  const items: SyntaxNode[] = [];
  for (let child = array.firstChild; child; child = child.nextSibling) {
    if (!['[', ']', ','].includes(child.name)) items.push(child);
  }
  return items;
}

const nameOf = ({ from, to }: SyntaxNode, text: string) => parsed(text.slice(from, to));

function faultIn(text: string, from: number, to: number, message: string): JsonFault {
  const line = text.slice(0, from).split('\n').length;
  return { from, to: Math.min(to, text.length), line, message };
}

const sentence = (message: string) => message.charAt(0).toUpperCase() + message.slice(1);
