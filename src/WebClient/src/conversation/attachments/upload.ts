import type { Attachment, Quote } from '@/api/types';

export type FileKind = 'image' | 'file' | 'voice';

/** A file on its way into a message. */
export interface UploadItem {
  id: string;
  conversation_id: number;
  kind: FileKind;
  name: string;
  size: number;
  /** Null when a retry is no use: it is too large, or the page was loaded anew while it was on its way and only its name is left. */
  file: File | null;
  duration_ms: number | null;
  /** From 0 to 1. */
  progress: number;
  state: 'uploading' | 'ready' | 'failed';
  /** Why it failed, as a sentence. */
  reason: string;
  attachment: Attachment | null;
  /** Whether it is to go out as soon as it has arrived. */
  is_wanted: boolean;
  /** What it answers, once it is wanted. */
  reply_to: Quote | null;
}

const IMAGES = ['jpg', 'jpeg', 'jfif', 'png', 'gif', 'webp'];
const DOCUMENTS = ['pdf', 'doc', 'docx', 'xls', 'xlsx', 'ppt', 'pptx', 'txt', 'csv', 'zip'];
const VOICES = ['webm', 'ogg', 'mp3', 'm4a', 'wav'];

const dotted = (extensions: string[]) => extensions.map((extension) => `.${extension}`).join(',');
export const ACCEPTED_IMAGES = dotted(IMAGES);
export const ACCEPTED_FILES = dotted([...DOCUMENTS, ...IMAGES, ...VOICES]);

/** The type of the message that a file goes into; the server has the last word on what it is. */
export function kindOf(name: string): FileKind {
  const extension = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  if (IMAGES.includes(extension)) return 'image';
  return VOICES.includes(extension) ? 'voice' : 'file';
}

export function sizeText(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
