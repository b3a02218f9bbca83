import { html } from '@codemirror/lang-html';
import { forceLinting, linter, lintGutter, type Diagnostic } from '@codemirror/lint';
import { EditorView } from '@codemirror/view';
import { useComputedColorScheme } from '@mantine/core';
import CodeMirror, { type ReactCodeMirrorRef } from '@uiw/react-codemirror';
import { useEffect, useMemo, useRef } from 'react';
import type { MailFault } from './preview';

interface Props {
  value: string;
  onChange: (text: string) => void;
  faults: MailFault[];
  label: string;
  readOnly: boolean;
}

/** MJML with Liquid in it; what the server finds wrong is marked at its line. */
export function MjmlField({ value, onChange, faults, label, readOnly }: Props) {
  const scheme = useComputedColorScheme('light');
  const editor = useRef<ReactCodeMirrorRef>(null);
  const told = useRef(faults);
  const extensions = useMemo(
    () => [
      html({ matchClosingTags: true, autoCloseTags: true }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': label }),
      lintGutter(),
      linter(
        (view) =>
          told.current.flatMap((fault): Diagnostic[] => {
            if (!fault.line || (fault.field && fault.field !== 'mjml')) return [];
            const line = view.state.doc.line(Math.min(Math.max(1, fault.line), view.state.doc.lines));
            const from = fault.column ? Math.min(line.from + fault.column - 1, line.to) : line.from;
            return [{ from, to: line.to, severity: 'error', message: fault.message }];
          }),
        { delay: 50 },
      ),
    ],
    [label],
  );
  useEffect(() => {
    told.current = faults;
    const view = editor.current?.view;
    if (view) forceLinting(view);
  }, [faults]);
  return (
    <CodeMirror
      ref={editor}
      value={value}
      onChange={onChange}
      theme={scheme}
      readOnly={readOnly}
      height="100%"
      style={{ height: '100%', fontSize: 13, overflow: 'hidden' }}
      extensions={extensions}
      basicSetup={{ foldGutter: true, highlightActiveLine: !readOnly }}
    />
  );
}
