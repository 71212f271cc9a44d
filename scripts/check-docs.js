import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

/**
 * Uses the documentation page as a person would, in headless Chromium: opens it, tries the published example out,
 * reads the answer; nothing may fail on the page's console, and no request may go to another host.
 * `node scripts/check-docs.js http://127.0.0.1:8000 [path of Chromium]`, against a server with a model.
 */
const [url = 'http://127.0.0.1:8000', executablePath = '/usr/bin/chromium'] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  const complaints = [];
  const requests = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('request', (request) => requests.push(request.url()));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));

  await page.goto(`${url}/docs`);
  await page.locator('#operations-default-predict .opblock-summary').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  const example = await page.locator('#operations-default-predict textarea').first().inputValue();
  await page.getByRole('button', { name: 'Execute' }).click();
  const live = page.locator('#operations-default-predict .live-responses-table .response').first();
  await live.waitFor();
  const status = await live.locator('.response-col_status').innerText();
  const answer = JSON.parse(await live.locator('.highlight-code code').first().innerText());

  const { host } = new URL(url);
  const elsewhere = requests.filter((each) => !each.startsWith('data:') && new URL(each).host !== host);
  console.log(`example   ${JSON.stringify(JSON.parse(example))}`);
  console.log(`answer    ${status.trim()} ${JSON.stringify(answer)}`);
  console.log(
    `requests  ${requests.length}, to other hosts: ${elsewhere.length}; complaints: ${complaints.length}`,
  );
  assert.equal(status.trim().slice(0, 3), '200');
  assert.ok(answer.probability > 0 && answer.probability < 1);
  assert.deepEqual(elsewhere, []);
  assert.deepEqual(complaints, []);
} finally {
  await browser.close();
}
