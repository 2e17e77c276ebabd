import { afterEach, describe, expect, it, vi } from 'vitest';

import { useFileDrop } from './useFileDrop';

const file = (name: string) => new File(['x'], name);

function open() {
  const take = vi.fn<(files: File[]) => void>();
  const refuseFolder = vi.fn<() => void>();
  const { on, isOver } = useFileDrop(() => true, take, refuseFolder);
  const names = () => take.mock.calls.flatMap(([files]) => files.map(({ name }) => name));
  return { on, isOver, names, refuseFolder };
}

afterEach(() => vi.useRealTimers());

describe('useFileDrop', () => {
  it.each([
    ['a picture from the screen', ['Files'], ['x.png']],
    ['a picture from a page', ['text/html', 'Files'], ['x.png']],
    ['a file copied on a Mac, with its name', ['text/plain', 'Files'], ['x.png']],
    ['a cell of a table, with a picture of it', ['text/plain', 'text/html', 'text/rtf', 'Files'], []],
  ])('pastes %s', (_, types, expected) => {
    const { on, names } = open();
    const preventDefault = vi.fn();
    on.paste!({ clipboardData: { files: [file('x.png')], types }, preventDefault } as never);
    expect(names()).toEqual(expected);
    expect(preventDefault).toHaveBeenCalledTimes(expected.length);
  });

  it('shows where files can be let go for as long as they hover, also when nobody says that they are gone', () => {
    vi.useFakeTimers();
    const { on, isOver } = open();
    const pane = document.createElement('div');
    const row = pane.appendChild(document.createElement('p'));
    const drag = { dataTransfer: { types: ['Files'] }, currentTarget: pane, preventDefault: () => undefined };
    on.dragenter!(drag as never);
    on.dragleave!({ ...drag, relatedTarget: row } as never);
    expect(isOver.value).toBe(true);
    vi.advanceTimersByTime(900);
    on.dragover!(drag as never);
    vi.advanceTimersByTime(900);
    expect(isOver.value).toBe(true);
    // The row under the pointer goes away, and the files with it.
    row.remove();
    vi.advanceTimersByTime(200);
    expect(isOver.value).toBe(false);
    on.dragover!(drag as never);
    on.dragleave!({ ...drag, relatedTarget: document.body } as never);
    expect(isOver.value).toBe(false);
  });

  it('takes the files and says what it can not do with a folder', () => {
    const { on, names, refuseFolder } = open();
    const entry = (isDirectory: boolean) => ({ kind: 'file', webkitGetAsEntry: () => ({ isDirectory }) });
    const dataTransfer = { types: ['Files'], files: [file('夹'), file('a.pdf')], items: [{ kind: 'string' }, entry(true), entry(false)] };
    on.drop!({ dataTransfer, preventDefault: () => undefined } as never);
    expect(names()).toEqual(['a.pdf']);
    expect(refuseFolder).toHaveBeenCalledOnce();
  });
});
