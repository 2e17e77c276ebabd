const SIZE = 64;
const MOST = 99;

let shown = 0;
let plain: Promise<HTMLImageElement> | null = null;
let address = '';

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function load(link: HTMLLinkElement): Promise<HTMLImageElement> {
  address = link.href;
  const image = new Image(SIZE, SIZE);
  image.src = address;
  return image.decode().then(() => image);
}

/** Draws the number of unread messages on the tab's icon, and on the installed page's where the system can. */
export async function showOnIcon(count: number): Promise<void> {
  if (count === shown) return;
  shown = count;
  const badge = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
  badge?.catch(() => undefined);
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!link || !pen) return;
  const image = await (plain ??= load(link)).catch(() => null);
  // Counts that came meanwhile are drawn by their own call.
  if (count !== shown || !image) return;
  if (count === 0) {
    link.href = address;
    return;
  }
  canvas.width = canvas.height = SIZE;
  pen.drawImage(image, 0, 0, SIZE, SIZE);
  const text = count > MOST ? `${MOST}+` : String(count);
  const radius = 20;
  const width = Math.max(2 * radius, 14 + text.length * 19);
  pen.fillStyle = token('--danger-solid');
  pen.beginPath();
  pen.roundRect(SIZE - width, SIZE - 2 * radius, width, 2 * radius, radius);
  pen.fill();
  pen.fillStyle = token('--on-solid');
  pen.font = '600 32px system-ui, sans-serif';
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, SIZE - width / 2, SIZE - radius + 2);
  link.href = canvas.toDataURL('image/png');
}
