import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

/**
 * Opens a report in headless Chromium, narrow and wide, light and dark, and as it prints: nothing may fail on its
 * console, no request may leave, nothing may stand out of the page, and no label of a
 * chart out of its chart.
 * `node scripts/check-report.js REPORT.html [path of Chromium] [folder for pictures of it]`
 */
const [file, executablePath = '/usr/bin/chromium', pictures] = process.argv.slice(2);

const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
});
try {
  for (const width of [390, 1100]) {
    for (const colorScheme of ['light', 'dark']) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme });
      const complaints = [];
      page.on('console', (message) => complaints.push(message.text()));
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        if (!/^(file|data):/.test(request.url())) complaints.push(`request to ${request.url()}`);
      });
      await page.goto(pathToFileURL(file).href);
      const seen = await page.evaluate(() => ({
        width: document.documentElement.scrollWidth,
        headings: document.querySelectorAll('h2').length,
        charts: [...document.querySelectorAll('figure svg')].filter((svg) => svg.clientWidth > 0).length,
        // Half a pixel is what rounding makes.
        cut: [...document.querySelectorAll('figure svg text')]
          .filter((text) => {
            const [own, svg] = [text, text.closest('svg')].map((element) => element.getBoundingClientRect());
            return own.left < svg.left - 0.5 || own.right > svg.right + 0.5;
          })
          .map((text) => text.textContent),
        background: getComputedStyle(document.body).backgroundColor,
      }));
      if (pictures)
        await page.screenshot({ path: `${pictures}/${width}-${colorScheme}.png`, fullPage: true });
      const pdf = await page.pdf({ format: 'A4' });
      console.log(
        `${width} px, ${colorScheme}: ${seen.headings} sections, ${seen.charts} charts, background ${seen.background}, ` +
          `prints as ${Math.round(pdf.length / 1024)} kB; complaints: ${complaints.length}`,
      );
      assert.deepEqual(complaints, []);
      assert.equal(seen.width, width);
      assert.ok(seen.charts > 0);
      assert.deepEqual(seen.cut, []);
      await page.close();
    }
  }
} finally {
  await browser.close();
}
