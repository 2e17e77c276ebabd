import PhotoSwipe from 'photoswipe';
import 'photoswipe/style.css';

import type { Attachment } from '@/api/types';
import { enterHistory } from '@/ui/useBackCloses';

import { isLong } from './pictures';

export interface ViewerWords {
  title: string;
  close: string;
  zoom: string;
  previous: string;
  next: string;
  download: string;
  failed: string;
}

const DOWNLOAD_SIGN = {
  isCustomSVG: true,
  inner: '<path d="M20.5 14.3 17.1 18V10h-2.2v7.9l-3.4-3.6L10 16l6 6.1 6-6.1ZM23 23H9v2h14Z" id="pswp__icn-download"/>',
  outlineID: 'pswp__icn-download',
};

/** Shows pictures over the page, one at a time; wheel, pinch, keys, buttons, and back closes. This file is loaded with the first. */
export function viewPictures(pictures: readonly Attachment[], openId: number, within: HTMLElement, words: ViewerWords): void {
  const viewer = new PhotoSwipe({
    dataSource: pictures.map((picture) => ({
      src: picture.url,
      msrc: picture.thumbnail_url ?? undefined,
      width: picture.width ?? 1200,
      height: picture.height ?? 900,
      alt: picture.name,
    })),
    index: pictures.findIndex((picture) => picture.id === openId),
    appendToEl: within,
    loop: false,
    wheelToZoom: true,
    // A long one would be a strip as a whole: it begins at its top, as wide as the screen has room.
    initialZoomLevel: ({ elementSize, fill, fit }) => (elementSize && isLong(elementSize.x, elementSize.y) ? fill : fit),
    maxZoomLevel: 4,
    closeTitle: words.close,
    zoomTitle: words.zoom,
    arrowPrevTitle: words.previous,
    arrowNextTitle: words.next,
    errorMsg: words.failed,
  });
  viewer.on('initialZoomPan', ({ slide }) => {
    if (!isLong(slide.width, slide.height)) return;
    slide.pan.x = slide.bounds.min.x;
    slide.pan.y = slide.bounds.min.y;
  });
  viewer.on('uiRegister', () => {
    viewer.ui?.registerElement({
      name: 'download',
      title: words.download,
      order: 8,
      isButton: true,
      tagName: 'a',
      html: DOWNLOAD_SIGN,
      onInit: (element) => {
        const link = element as HTMLAnchorElement;
        // Of another origin, such as a CDN, it is shown and not saved: then not in place of the page.
        link.target = '_blank';
        link.rel = 'noopener';
        const follow = () => {
          const picture = pictures[viewer.currIndex];
          link.href = picture?.url ?? '';
          link.download = picture?.name ?? '';
        };
        viewer.on('change', follow);
        follow();
      },
    });
  });
  viewer.init();
  viewer.element?.setAttribute('aria-label', words.title);
  viewer.on(
    'close',
    enterHistory(() => viewer.close()),
  );
}
