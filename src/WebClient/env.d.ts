/// <reference types="vite/client" />

/** Made by build/emojiData.ts: `[emoji, group, zh label, en label, words to find it by]`. */
declare module 'virtual:emoji-data' {
  const rows: [string, number, string, string, string][];
  export default rows;
}
