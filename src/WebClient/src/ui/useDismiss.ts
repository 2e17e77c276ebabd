import { onScopeDispose } from 'vue';

/** Closes what floats beside its opener, by Esc wherever the focus is, or by a press outside of `inside`. Stops with its scope. */
export function useDismiss(inside: (target: Node) => boolean, close: () => void, isOpen: () => boolean = () => true): void {
  const onPointer = ({ target }: Event) => isOpen() && !inside(target as Node) && close();

  function onKey(event: KeyboardEvent): void {
    // A dialog that was opened from here has its own Esc.
    if (event.key !== 'Escape' || !isOpen() || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    event.stopPropagation();
    close();
  }

  document.addEventListener('pointerdown', onPointer);
  document.addEventListener('keydown', onKey);
  onScopeDispose(() => {
    document.removeEventListener('pointerdown', onPointer);
    document.removeEventListener('keydown', onKey);
  });
}
