import { ref, type Ref } from 'vue';

/** While something hovers, browsers say so at least three times a second; when they say no more, it is gone. */
const GONE_MS = 1_000;

/** Takes files that are dragged over an element or pasted into it. Bind `on` to the element. */
export function useFileDrop(
  isOpen: () => boolean,
  take: (files: File[]) => void,
  refuseFolder: () => void,
): { isOver: Ref<boolean>; on: Record<string, (event: never) => void> } {
  const isOver = ref(false);
  // Nobody says that a drag is over when what was under the pointer is taken out of the page.
  let gone: ReturnType<typeof setTimeout> | undefined;

  const hasFiles = (event: DragEvent) => isOpen() && (event.dataTransfer?.types.includes('Files') ?? false);

  function end(): void {
    clearTimeout(gone);
    isOver.value = false;
  }

  function leave(event: DragEvent): void {
    const to = event.relatedTarget;
    if (to instanceof Node && !(event.currentTarget as Node).contains(to)) end();
  }

  function over(event: DragEvent): void {
    if (!hasFiles(event)) return;
    event.preventDefault();
    isOver.value = true;
    clearTimeout(gone);
    gone = setTimeout(end, GONE_MS);
  }

  function drop(event: DragEvent): void {
    end();
    if (!hasFiles(event)) return;
    event.preventDefault();
    const { files, items } = event.dataTransfer!;
    const entries = [...items].filter(({ kind }) => kind === 'file').map((item) => item.webkitGetAsEntry());
    const taken = [...files].filter((_, index) => !entries[index]?.isDirectory);
    if (taken.length < files.length) refuseFolder();
    take(taken);
  }

  function paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    const types = event.clipboardData?.types ?? [];
    // A cell copied from a table is text, styled and plain, and a picture of it; the text is what was meant. A file that is
    // copied on a Mac brings its name as plain text alone.
    if (!isOpen() || files.length === 0 || (types.includes('text/plain') && types.includes('text/html'))) return;
    event.preventDefault();
    take(files);
  }

  return { isOver, on: { dragenter: over, dragleave: leave, dragover: over, drop, paste } as Record<string, (event: never) => void> };
}
