// node firefox.mjs URL PICTURE…: visits the page in headless Firefox through
// WebDriver BiDi, waits for the first answer, drops the pictures on the page, one
// after another, and waits for the answers to each. Prints what it saw as one
// line of JSON: {"browser", "first": [A, B], "dropped": [{"answers": [A, B],
// "view": the pixels that the networks read, RGB}, …], "complaints": […]}.
// FIREFOX names another browser.
import fs from 'node:fs';
import path from 'node:path';
import puppeteer from 'puppeteer-core';

const [url, ...pictures] = process.argv.slice(2);
const browser = await puppeteer.launch({
  browser: 'firefox', headless: true, executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
  extraPrefsFirefox: { 'intl.accept_languages': 'en' },
});
try {
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => { if (['error', 'warn', 'assert'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', (error) => complaints.push(String(error)));
  // What the page itself gives up is no failure: the program puts its own
  // pictures in the place of those that index.html began to load.
  const givenUp = (request) => request.failure()?.errorText === 'NS_BINDING_ABORTED' && request.url().includes('/samples/');
  page.on('requestfailed', (request) => givenUp(request) || complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(url);
  const answers = async (title) => {
    await page.waitForFunction((title) => document.querySelector('.shown').textContent.startsWith(title) &&
      !document.querySelector('.answer.none') && !document.querySelector('.chip.busy'), { timeout: 60_000, polling: 100 }, title);
    return page.evaluate(() => ['A', 'B'].map((side) => document.getElementById(`answer-${side}`).textContent));
  };
  const first = await answers('A ship');
  const dropped = [];
  for (const picture of pictures) {
    const name = path.basename(picture);
    await page.evaluate((name, bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
    }, name, fs.readFileSync(picture).toString('base64'));
    dropped.push({ answers: await answers(name), view: await page.evaluate(() => {
      const canvas = document.querySelector('#view canvas');
      return [...canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data].filter((_, i) => i % 4 < 3);
    }) });
  }
  console.log(JSON.stringify({ browser: await browser.version(), first, dropped, complaints }));
} finally {
  await browser.close();
}
