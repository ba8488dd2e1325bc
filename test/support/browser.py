"""browser.py: headless Chromium, driven through its debugging pipe: JSON messages that end in NUL on file descriptors 3 and 4. Needs nothing else."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
from itertools import count

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

# Sums what moves without being asked to; kept where the page cannot see it being read.
WATCH = """window.__moved = 0; window.__moves = [];
new PerformanceObserver(function (list) { list.getEntries().forEach(function (e) { if (e.hadRecentInput) return; window.__moved += e.value;
  window.__moves.push(e.sources.map(function (s) { return s.node && (s.node.id || s.node.className || s.node.nodeName); }).join(' ')); }); })
  .observe({ type: 'layout-shift', buffered: true });"""


def find():
    """The path of the browser; None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


class Browser:
    def __init__(self, path):
        self.folder = tempfile.TemporaryDirectory()
        to_browser, self.send_end = os.pipe()
        self.receive_end, from_browser = os.pipe()

        def join_pipes():
            read, write = os.dup(to_browser), os.dup(from_browser)
            os.dup2(read, 3)
            os.dup2(write, 4)
            os.set_inheritable(3, True)
            os.set_inheritable(4, True)

        command = [path, "--headless=new", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", "--no-first-run", "--hide-scrollbars",
                   "--disable-background-networking", "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND",
                   "--user-data-dir=" + self.folder.name, "about:blank"]
        self.process = subprocess.Popen(command, preexec_fn=join_pipes, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.numbers, self.rest, self.events = count(1), b"", []

    def close(self):
        self.process.terminate()
        self.process.wait(timeout=20)
        os.close(self.send_end)
        os.close(self.receive_end)
        self.folder.cleanup()

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()

    def _message(self):
        while b"\0" not in self.rest:
            chunk = os.read(self.receive_end, 1 << 20)
            if not chunk:
                raise RuntimeError("the browser ended")
            self.rest += chunk
        one, self.rest = self.rest.split(b"\0", 1)
        return json.loads(one)

    def ask(self, method, session=None, **parameters):
        number = next(self.numbers)
        message = {"id": number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.send_end, data):]
        while True:
            got = self._message()
            if got.get("id") == number:
                if "error" in got:
                    raise RuntimeError("%s: %s" % (method, got["error"]))
                return got["result"]
            if "method" in got:
                self.events.append(got)

    def page(self, **how):
        return Page(self, **how)


class Page:
    """A tab of its own. width, height: of the window; dark; scripts: False turns them off; mobile."""

    def __init__(self, browser, width=1280, height=900, dark=False, scripts=True):
        self.browser, self.scripts = browser, scripts
        self.target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.ask("Target.attachToTarget", targetId=self.target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.ask(domain + ".enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}])
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        if scripts:
            self.ask("Page.addScriptToEvaluateOnNewDocument", source=WATCH)

    def ask(self, method, **parameters):
        return self.browser.ask(method, self.session, **parameters)

    def events(self, *methods):
        return [e["params"] for e in self.browser.events if e.get("sessionId") == self.session and e["method"] in methods]

    def open(self, path):
        self.ask("Page.navigate", url="file://" + os.path.abspath(path))
        while not self.events("Page.loadEventFired"):
            self.value("1")
        if self.scripts:  # timers need them
            self.value("new Promise(function (done) { requestAnimationFrame(function () { setTimeout(done, 100); }); })")
        return self

    def value(self, expression):
        """Of JavaScript, also where the scripts of the page are off."""
        got = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in got:
            raise RuntimeError(got["exceptionDetails"]["exception"].get("description", expression))
        return got["result"].get("value")

    def key(self, name):
        code = {"Tab": 9, "Enter": 13, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40}[name]
        for kind in ("rawKeyDown", "keyUp"):
            self.ask("Input.dispatchKeyEvent", type=kind, key=name, code=name, windowsVirtualKeyCode=code)

    def complaints(self):
        """Errors on the console, exceptions, what the policy stopped."""
        entries = [e["entry"]["text"] for e in self.events("Log.entryAdded") if e["entry"]["level"] in ("error", "warning")]
        said = [str(e["args"]) for e in self.events("Runtime.consoleAPICalled") if e["type"] in ("error", "assert")]
        thrown = [str(e["exceptionDetails"].get("exception", {}).get("description")) for e in self.events("Runtime.exceptionThrown")]
        return entries + said + thrown

    def requests(self):
        return [e["request"]["url"] for e in self.events("Network.requestWillBeSent")]

    def screenshot(self, path, whole=True):
        height = self.value("document.documentElement.scrollHeight") if whole else None
        extra = {"captureBeyondViewport": True, "clip": {"x": 0, "y": 0, "width": self.value("innerWidth"), "height": min(height, 12000), "scale": 1}} if whole else {}
        with open(path, "wb") as out:
            out.write(base64.b64decode(self.ask("Page.captureScreenshot", format="png", **extra)["data"]))

    def print(self, path):
        with open(path, "wb") as out:
            out.write(base64.b64decode(self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"]))

    def close(self):
        self.browser.ask("Target.closeTarget", targetId=self.target)

    def __enter__(self):
        return self

    def __exit__(self, *unused):
        self.close()
