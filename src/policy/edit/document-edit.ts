import { UsageError } from '../../errors.js';
import type { DocumentEdit } from '../../model/finding.js';
import { memberOf } from '../json/node.js';
import { nodeAt, readPointer } from '../json/path.js';
import { addMember, appendToList, openDocument, removeItem, removeMember, replaceWith } from './text-edit.js';

/**
 * Makes the edits in the text of a document, one after the other; nothing else of it changes.
 * @throws UsageError when the text is no document that can be edited, or an edit leads nowhere.
 */
export function applyEdits(text: string, edits: readonly DocumentEdit[]): string {
  return edits.reduce(applyEdit, text);
}

function applyEdit(text: string, { op, path, value }: DocumentEdit): string {
  const document = openDocument(text, 'document');
  const steps = readPointer(path);
  const last = steps?.at(-1);
  const parent = steps && nodeAt(document.root, steps.slice(0, -1))?.node;
  if (last === undefined || parent === undefined) throw nowhere(path);
  if (parent.type === 'array') {
    if (op === 'add' && last === '-') return appendToList(document, parent, [value]);
    const item = parent.items[Number(last)];
    if (item === undefined || op === 'add') throw nowhere(path);
    return op === 'remove' ? removeItem(text, parent, item) : replaceWith(document, item, value);
  }
  if (parent.type !== 'object') throw nowhere(path);
  const member = memberOf(parent, last);
  if (member === undefined) {
    if (op !== 'add') throw nowhere(path);
    return addMember(document, parent, last, value);
  }
  return op === 'remove' ? removeMember(text, parent, member) : replaceWith(document, member.value, value);
}

function nowhere(path: string): UsageError {
  return new UsageError(`An edit leads nowhere in this document.`, { where: path });
}
