import { ref, type Ref } from 'vue';

/** Takes files that are dragged over an element or pasted into it. Bind `on` to the element. */
export function useFileDrop(isOpen: () => boolean, take: (files: File[]) => void, refuseFolder: () => void): { isOver: Ref<boolean>; on: Record<string, (event: never) => void> } {
  const isOver = ref(false);
  // Every child that is crossed is entered before its neighbour is left.
  let depth = 0;

  const hasFiles = (event: DragEvent) => isOpen() && (event.dataTransfer?.types.includes('Files') ?? false);

  function enter(event: DragEvent): void {
    if (!hasFiles(event)) return;
    depth += 1;
    isOver.value = true;
  }

  function leave(event: DragEvent): void {
    if (!hasFiles(event)) return;
    depth -= 1;
    isOver.value = depth > 0;
  }

  function over(event: DragEvent): void {
    if (hasFiles(event)) event.preventDefault();
  }

  function drop(event: DragEvent): void {
    depth = 0;
    isOver.value = false;
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

  return { isOver, on: { dragenter: enter, dragleave: leave, dragover: over, drop, paste } as Record<string, (event: never) => void> };
}
