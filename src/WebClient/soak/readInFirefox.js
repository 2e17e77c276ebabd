// Opens a chat in Firefox, scrolls down to its last message, answers it and waits until the answer is stored. What freezes a page in Firefox need
// not freeze it in Chromium, because their engines run patterns differently.
// Usage: node readInFirefox.js <path of Firefox> <address of the chat> <text of the last message> <answer>
import puppeteer from 'puppeteer-core';

const DEADLINE_MS = 60_000;
const [executablePath, address, last, answer] = process.argv.slice(2);

const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath,
  headless: true,
  timeout: DEADLINE_MS,
  protocolTimeout: DEADLINE_MS,
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(DEADLINE_MS);
  await page.setViewport({ width: 1280, height: 800 });
  await page.goto(address);
  // Puppeteer's own waiting evaluates text in the page, which the page's Content-Security-Policy refuses.
  const until = async (text, status) => {
    const deadline = Date.now() + DEADLINE_MS;
    const isThere = (wanted, state) => {
      // Only what is near the screen is drawn, so everything is brought there once.
      const list = document.querySelector('[data-testid=message-list]');
      list?.scrollBy(0, list.clientHeight);
      return [...document.querySelectorAll('[data-testid=message]')].some(
        (each) => each.textContent.includes(wanted) && (state === null || each.dataset.status === state),
      );
    };
    while (!(await page.evaluate(isThere, text, status))) {
      if (Date.now() > deadline) throw new Error(`Firefox did not show "${text}" within ${DEADLINE_MS} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  };
  await until(last, null);
  await page.type('[data-testid=composer]', answer);
  await page.keyboard.press('Enter');
  await until(answer, 'sent');
} finally {
  await browser.close();
}
