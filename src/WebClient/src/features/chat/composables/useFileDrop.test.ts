import { describe, expect, it, vi } from 'vitest';

import { useFileDrop } from './useFileDrop';

const file = (name: string) => new File(['x'], name);

function open() {
  const take = vi.fn<(files: File[]) => void>();
  const refuseFolder = vi.fn<() => void>();
  const { on } = useFileDrop(() => true, take, refuseFolder);
  const names = () => take.mock.calls.flatMap(([files]) => files.map(({ name }) => name));
  return { on, names, refuseFolder };
}

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

  it('takes the files and says what it can not do with a folder', () => {
    const { on, names, refuseFolder } = open();
    const entry = (isDirectory: boolean) => ({ kind: 'file', webkitGetAsEntry: () => ({ isDirectory }) });
    const dataTransfer = { types: ['Files'], files: [file('夹'), file('a.pdf')], items: [{ kind: 'string' }, entry(true), entry(false)] };
    on.drop!({ dataTransfer, preventDefault: () => undefined } as never);
    expect(names()).toEqual(['a.pdf']);
    expect(refuseFolder).toHaveBeenCalledOnce();
  });
});
