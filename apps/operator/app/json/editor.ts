import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { JsonFault, ValueCheck } from './faults';
import { jsonFaults } from './faults';

interface EditorOptions {
  readonly parent: HTMLElement;
  readonly text: string;
  readonly label: string;
  /** The id of what says the faults. */
  readonly faultsId: string;
  readonly readOnly: boolean;
  readonly onText: (text: string) => void;
  readonly onFaults: (faults: readonly JsonFault[]) => void;
}

export interface JsonEditorHandle {
  setText(text: string): void;
  setReadOnly(readOnly: boolean): void;
  /** What the value has to fit from now on; the text is checked anew. */
  setCheck(check: ValueCheck | undefined): void;
  destroy(): void;
}

/** An editor of JSON that says what is wrong as one types. Tab leaves it, as it leaves any field. */
export function openEditor(options: EditorOptions): JsonEditorHandle {
  const readOnly = new Compartment();
  const attributes = new Compartment();
  let check: ValueCheck | undefined;

  const view = new EditorView({
    parent: options.parent,
    state: EditorState.create({
      doc: options.text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        indentOnInput(),
        bracketMatching(),
        json(),
        syntaxHighlighting(HIGHLIGHT),
        THEME,
        EditorView.lineWrapping,
        keymap.of([...defaultKeymap, ...historyKeymap]),
        readOnly.of(EditorState.readOnly.of(options.readOnly)),
        attributes.of(describedBy(options, false)),
        EditorView.updateListener.of(({ docChanged }) => {
          if (!docChanged) return;
          options.onText(view.state.doc.toString());
          review();
        }),
      ],
    }),
  });

  /** After the update that asks for it: an editor takes no other one meanwhile. */
  function review() {
    queueMicrotask(() => {
      const faults = jsonFaults(view.state.doc.toString(), check);
      options.onFaults(faults);
      const diagnostics = faults.map((fault) => ({ ...fault, severity: 'error' as const }));
      view.dispatch(setDiagnostics(view.state, diagnostics), {
        effects: attributes.reconfigure(describedBy(options, faults.length > 0)),
      });
    });
  }
  review();

  return {
    setText(text) {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    setReadOnly: (now) =>
      view.dispatch({ effects: readOnly.reconfigure(EditorState.readOnly.of(now)) }),
    setCheck(now) {
      check = now;
      review();
    },
    destroy: () => view.destroy(),
  };
}

const describedBy = ({ label, faultsId }: EditorOptions, isInvalid: boolean) =>
  EditorView.contentAttributes.of({
    'aria-label': label,
    'aria-describedby': faultsId,
    'aria-invalid': String(isInvalid),
  });

const HIGHLIGHT = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--ui-primary)' },
  { tag: tags.string, color: 'var(--ui-success)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--ui-secondary)' },
  { tag: tags.invalid, color: 'var(--ui-error)' },
]);

const THEME = EditorView.theme({
  '&': { backgroundColor: 'transparent', color: 'var(--ui-text)', fontSize: '13px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-content': {
    caretColor: 'var(--ui-text-highlighted)',
    fontFamily: 'var(--font-mono)',
    paddingBlock: '8px',
  },
  '.cm-scroller': { maxHeight: '20rem', fontFamily: 'var(--font-mono)' },
  '.cm-gutters': {
    backgroundColor: 'transparent',
    borderInlineEnd: 'none',
    color: 'var(--ui-text-dimmed)',
  },
  '.cm-cursor': { borderLeftColor: 'var(--ui-text-highlighted)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'color-mix(in oklab, var(--ui-primary) 25%, transparent) !important',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--ui-bg-accented) !important' },
  '.cm-tooltip': {
    backgroundColor: 'var(--ui-bg)',
    border: '1px solid var(--ui-border)',
    borderRadius: 'var(--ui-radius)',
    color: 'var(--ui-text)',
  },
});
