// tests/web/pages.mjs: every page in a real browser. TAP.
//
// Looks at each page of the published examples at 320, 768 and 1280 px, light, dark and with forced colours: no axe-core
// violation (WCAG 2.2 A and AA, best practice), nothing wider than the screen, nothing fetched from elsewhere, no error.
// And at each as printed on A4: tables, not the cards of a telephone.
// Needs node and what walk.mjs names; where one is missing the test is skipped, with its name.
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { equip } from "./walk.mjs";

const { axe, launch } = equip("pages hold in a real browser: axe-core, width, no outside request");

function pages(folder) {
	return readdirSync(folder, { recursive: true }).filter((f) => f.endsWith(".html")).sort().map((f) => join(folder, f));
}

const top = mkdtempSync(join(tmpdir(), "sosei-pages-"));
const sosei = process.env.SOSEI_BIN;
/* Items of a review have pages of one kind: a KPI and a project are looked at. */
const another = (file) => !/review-[0-9-]+\/\d+\.html$/.test(file) || /2025-09\/(4|15)\.html$/.test(file);
const looks = [
	{ width: 320, height: 800, colorScheme: "light" },
	{ width: 768, height: 1000, colorScheme: "dark" },
	{ width: 1280, height: 1000, colorScheme: "light" },
	{ width: 1280, height: 1000, colorScheme: "dark" },
	{ width: 320, height: 800, colorScheme: "dark", forcedColors: "active" },
	{ width: 768, height: 1000, colorScheme: "light", contrast: "more" },
];
let n = 0, failed = 0;

function report(ok, name, faults) {
	n++;
	failed += !ok;
	console.log(`${ok ? "ok" : "not ok"} ${n} - ${name}`);
	for (const f of faults) console.log(`# ${f}`);
}

async function look_at(page, file, asked) {
	const faults = [];
	await page.goto(pathToFileURL(file).href);
	await page.evaluate(axe);
	const result = await page.evaluate(() => axe.run(document, {
		preload: false, // it would fetch the style sheet again, which file: forbids
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
	}));
	for (const v of result.violations) faults.push(`${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 160)} (${v.nodes[0].failureSummary.replace(/\s+/g, " ").slice(0, 200)})`);
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	if (wide > 0) faults.push(`${wide} px wider than the screen`);
	for (const url of asked) if (!url.startsWith("file://")) faults.push(`asked for ${url}`);
	return faults;
}

/* An A4 page between its margins, in CSS pixels: tables stay tables there, and nothing is cut off. */
async function print(browser, site) {
	const context = await browser.newContext({ viewport: { width: 688, height: 1000 } });
	const page = await context.newPage();
	const faults = [];
	await page.emulateMedia({ media: "print" });
	for (const file of pages(site).filter(another)) {
		await page.goto(pathToFileURL(file).href);
		const seen = await page.evaluate(() => ({
			wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
			cards: [...document.querySelectorAll(".cards tbody td")].filter((d) => getComputedStyle(d).display !== "table-cell").length,
		}));
		if (seen.wide > 0) faults.push(`${file.slice(site.length + 1)}: ${seen.wide} px wider than the paper`);
		if (seen.cards) faults.push(`${file.slice(site.length + 1)}: ${seen.cards} cells are no table's`);
	}
	await context.close();
	return faults;
}

try {
	const browser = await launch();
	for (const example of ["kumamoto", "sample-city"]) {
		const store = join(top, `${example}.db`), site = join(top, example);
		execFileSync(sosei, ["init", "--store", store, "--example", example], { stdio: "pipe" });
		execFileSync(sosei, ["publish", site, "--store", store], { stdio: "pipe" });
		const first = ["index.html", "style.css", "icon.svg"].reduce((sum, f) => sum + statSync(join(site, f)).size, 0);
		report(first <= 100 * 1024, `${example}: the first page weighs ${Math.round(first / 1024)} KB`, []);
		if (example === "kumamoto") {
			const people = ["population.html", "population-ages.html", "population-future.html", "population-check.html"].flatMap((f) => [f, `en/${f}`]);
			const faults = people.filter((f) => !existsSync(join(site, f)) || statSync(join(site, f)).size > 100 * 1024);
			report(!faults.length, "kumamoto: the population's pages are there, none above 100 KB", faults);
		}
		if (example === "sample-city") {
			const reviews = ["reviews.html", "review-2024-10.html", "review-2025-09.html", "review-2025-09/4.html", "review-2026-09.html"].flatMap((f) => [f, `en/${f}`]);
			const faults = reviews.filter((f) => !existsSync(join(site, f)) || statSync(join(site, f)).size > 100 * 1024);
			report(!faults.length, "sample-city: the pages of its reviews are there, none above 100 KB", faults);
		}
		// Looks side by side: most of the time is axe's, one page after another. The larger example, which has the same kinds of
		// page but for the reviews, gets the narrowest and the widest; those pages get all.
		const seen = await Promise.all(looks.map(async ({ width, height, ...media }, i) => {
			const part = example === "sample-city" && i !== 0 && i !== 3 ? (f) => /review/.test(f) : () => true;
			const context = await browser.newContext({ viewport: { width, height }, ...media, javaScriptEnabled: true });
			const page = await context.newPage();
			const asked = [], faults = [];
			page.on("request", (r) => asked.push(r.url()));
			page.on("console", (m) => m.type() === "error" && faults.push(m.text()));
			page.on("pageerror", (e) => faults.push(String(e)));
			for (const file of pages(site).filter(part).filter(another)) for (const f of await look_at(page, file, asked)) faults.push(`${file.slice(site.length + 1)}: ${f}`);
			await context.close();
			return [`${example}: every page${part("") ? "" : " of the reviews"} at ${width} px, ${media.colorScheme}${media.forcedColors ? ", forced colours" : ""}${media.contrast ? ", high contrast" : ""}`, faults];
		}));
		seen.push([`${example}: every page on A4 paper`, await print(browser, site)]);
		for (const [name, faults] of seen) report(!faults.length, name, faults);
	}
	await browser.close();
} finally {
	rmSync(top, { recursive: true });
}
console.log(`1..${n}`);
process.exit(failed ? 1 : 0);
