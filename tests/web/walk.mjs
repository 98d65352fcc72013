// tests/web/walk.mjs: what the walks through the app share: a browser, a store, a server on it, people, and the look at a page.
//
// People have no JavaScript, as the app must work without it; axe needs it, and gets a window of its own with the bytes that the
// person sees, since a form that came back has no address that could be asked for again.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

const looks = [
	{ width: 320, height: 800, colorScheme: "light" },
	{ width: 768, height: 1000, colorScheme: "dark" },
	{ width: 1280, height: 1000, colorScheme: "light" },
];

/* What a test drives; ends it as skipped, by name, where something of that is missing. At development time only:
 * npm install playwright-core axe-core, in the folder SOSEI_NODE_MODULES. */
export function equip(title) {
	const modules = process.env.SOSEI_NODE_MODULES;
	const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
	const skip = (why) => {
		console.log(`1..0 # SKIP ${title}: ${why}`);
		process.exit(0);
	};
	if (!executablePath) skip("no chromium");
	if (!modules || !existsSync(join(modules, "playwright-core"))) skip("SOSEI_NODE_MODULES has no playwright-core");
	if (!existsSync(join(modules, "axe-core"))) skip("SOSEI_NODE_MODULES has no axe-core");
	const require = createRequire(join(modules, "x.js"));
	return {
		axe: readFileSync(require.resolve("axe-core/axe.min.js"), "utf8"),
		launch: () => require("playwright-core").chromium.launch({
			executablePath,
			args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
		}),
	};
}

export function begin(title) {
	return new Walk(equip(title), mkdtempSync(join(tmpdir(), "sosei-walk-")));
}

class Walk {
	sosei = process.env.SOSEI_BIN;
	shots = process.env.SOSEI_SHOTS; // a folder: pictures of every page, for people who look
	n = 0;
	failed = 0;
	faults = [];
	seen = new Set();

	constructor(equipment, top) {
		Object.assign(this, { ...equipment, top, store: join(top, "sosei.db") });
	}

	report(ok, name, faults = []) {
		this.n++;
		this.failed += !ok;
		console.log(`${ok ? "ok" : "not ok"} ${this.n} - ${name}`);
		for (const f of faults) console.log(`# ${f}`);
	}

	/* Starts the server; what it says on stderr has the address and the code. */
	async serve(env = {}) {
		const server = spawn(this.sosei, ["serve", "--store", this.store, "--listen", ":0", "--lang", "en"],
			{ stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, ...env } });
		let said = "";
		await new Promise((done, fail) => {
			server.stderr.on("data", (d) => { said += d; if (/enter this code|Sign in:/.test(said)) done(); });
			server.on("exit", () => fail(new Error(said)));
		});
		this.server = server;
		this.url = said.match(/http:\/\/[0-9.:]+\//)[0];
		this.code = (said.match(/code: ([0-9A-Z-]+)/) || [])[1];
	}

	async open_windows() {
		this.browser = await this.launch();
		this.windows = await Promise.all(looks.map(async ({ width, height, colorScheme }) => {
			const context = await this.browser.newContext({ viewport: { width, height }, colorScheme, bypassCSP: true });
			return { width, page: await context.newPage() };
		}));
	}

	/* A person with a browser of his own. */
	async person() {
		const page = await (await this.browser.newContext({ javaScriptEnabled: false, locale: "ja-JP" })).newPage();
		page.setDefaultTimeout(60_000);
		return page;
	}

	/* The page on which somebody last did something, for who must find out why it was not the one expected. */
	async told() {
		return this.last ? [this.last.url()].concat((await this.last.locator("main").innerText()).split("\n").filter((l) => l.trim()).slice(0, 30)) : [];
	}

	/* At 320, 768 and 1280 px: no axe-core violation, nothing wider than the screen, nothing asked of another host, and neither
	 * script nor style in the page itself. */
	async look(page, name) {
		const html = await page.content(), url = page.url();
		if (this.seen.has(name) || process.env.SOSEI_NO_LOOK) return;
		this.seen.add(name);
		if (/<script|<style|\sstyle=|\son[a-z]+=/i.test(html)) this.faults.push(`${name}: script or style inside the page`);
		await Promise.all(this.windows.map(({ width, page: window }) => this.look_at(window, width, name, html, url)));
	}

	async look_at(window, width, name, html, url) {
		const fault = (what) => this.faults.push(`${name} at ${width}: ${what}`);
		await window.unrouteAll();
		await window.route("**/*", async (route) => {
			if (route.request().isNavigationRequest()) await route.fulfill({ body: html, contentType: "text/html; charset=utf-8" });
			else if (new URL(route.request().url()).origin !== new URL(url).origin) { fault(`asked for ${route.request().url()}`); await route.abort(); }
			else await route.continue();
		});
		await window.goto(url);
		await window.evaluate(this.axe);
		const result = await window.evaluate(() => axe.run(document, { preload: false, runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
		for (const v of result.violations) fault(`${v.id}: ${v.help}: ${v.nodes[0].html.slice(0, 160)}`);
		const wide = await window.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
		if (wide > 0) fault(`${wide} px wider than the screen`);
		if (this.shots) await window.screenshot({ path: join(this.shots, `${name}-${width}.png`), fullPage: true });
	}

	/* Whatever happens, the test says how it ended. */
	async walk(steps) {
		try {
			await this.open_windows();
			await steps();
			this.report(!this.faults.length, `${this.seen.size} pages at 320, 768 and 1280 px: axe-core, width, no outside host, no inline script or style`, this.faults);
			await this.browser.close();
			const ended = new Promise((done) => this.server.on("exit", done));
			this.server.kill("SIGTERM");
			this.report(await ended === 0, "the server ends by SIGTERM");
		} catch (e) {
			this.report(false, `the walk: ${e.message.split("\n")[0]}`, e.stack.split("\n").concat(this.faults, await this.told().catch(() => [])));
			if (this.server) this.server.kill("SIGTERM");
		} finally {
			rmSync(this.top, { recursive: true });
		}
		console.log(`1..${this.n}`);
		process.exit(this.failed ? 1 : 0);
	}
}

/* What a person does with a page, by the words that he reads on it. */
export function hands(w) {
	const press = (p, words) => (w.last = p).getByRole("button", { name: words, exact: true }).first().click();
	const follow = (p, words) => (w.last = p).getByRole("main").getByRole("link", { name: words }).first().click();
	const says = (p, words) => p.getByText(words).first().isVisible();
	const ok = async (good, name) => w.report(good, name, good ? [] : await w.told());

	/* Fills a form by its labels: text, a choice of radio buttons or of a list, a tick. */
	async function fill(p, values) {
		for (const [label, value] of Object.entries(values)) {
			const field = p.getByLabel(label, { exact: false }).first();
			const kind = await field.evaluate((e) => e.tagName === "SELECT" ? "list" : e.type);
			if (kind === "list") await field.selectOption({ label: value });
			else if (value === true) await field.check();
			else await field.fill(value);
		}
	}

	/* A choice below its question, whether radio buttons or a list stand there. */
	async function choose(p, name, value) {
		const radio = p.locator(`input[name="${name}"][value="${value}"]`), list = p.locator(`select[name="${name}"]`);
		if (await radio.count()) await radio.check();
		else await list.selectOption(value);
	}

	return { press, follow, says, ok, fill, choose };
}
