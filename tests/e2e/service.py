"""The demo organizer as a service of its own, and what it says over plain HTTP."""

import http.server
import json
import re
import subprocess
import threading
import urllib.parse
import urllib.request

from person import BUILD, Surprise

LOGIN = 'demo'
PASSWORD = 'rideau-rouge'
API_KEY = 'cle-de-demonstration'


class Service:
    """Answers while the `with` block lasts; nothing is sold or scanned meanwhile."""

    def __init__(self, *options):
        self.process = subprocess.Popen(
            [BUILD / 'src/parvis-demo-server', '--seed', '7', '--participants', '600',
             '--speed', '0', *options],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        where = re.fullmatch(r'Listening on (\S+)\n', self.process.stdout.readline())
        if where is None:
            self.close()
            raise Surprise('the demo server did not start')
        self.url = where.group(1).rstrip('/') + '/'

    def ask(self, path, **parameters):
        """GET a documented path as any client would; a list becomes `name[]`."""
        pairs = [('api_key', API_KEY), ('access_token', self.token())]
        for name, value in parameters.items():
            if isinstance(value, list):
                pairs += [(f'{name}[]', each) for each in value]
            else:
                pairs.append((name, value))
        return self._send(f'{path}?{urllib.parse.urlencode(pairs)}')

    def token(self):
        form = {'username': LOGIN, 'password': PASSWORD, 'api_key': API_KEY}
        return self._send('auth/access_token', urllib.parse.urlencode(form).encode())['accessToken']

    def _send(self, path, form=None):
        with urllib.request.urlopen(self.url + path, form, timeout=30) as answer:
            return json.load(answer)

    def events(self):
        return self.ask('events', include_not_published='true', include_closed='true',
                        include_without_sales='true')['events']

    def close(self):
        """Stop answering; once is enough, and twice does no harm."""
        self.process.terminate()
        self.process.wait()
        self.process.stdout.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Renamed(Service):
    """The same with other NAMES for some things, {'as it is': 'as it is called here'}."""

    def __init__(self, names, *options):
        super().__init__(*options)
        behind = self.url
        words = [(json.dumps(old, ensure_ascii=False).encode(), json.dumps(new).encode())
                 for old, new in names.items()]

        class Between(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                form = self.rfile.read(int(self.headers.get('Content-Length', 0))) or None
                with urllib.request.urlopen(behind + self.path[1:], form, timeout=30) as answer:
                    body, kind = answer.read(), answer.headers['Content-Type']
                for old, new in words:
                    body = body.replace(old, new)
                self.send_response(200)
                self.send_header('Content-Type', kind)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            do_POST = do_GET

            def log_message(self, *_):
                pass

        self.between = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Between)
        self.url = f'http://127.0.0.1:{self.between.server_port}/'
        threading.Thread(target=self.between.serve_forever, daemon=True).start()

    def close(self):
        self.between.shutdown()
        self.between.server_close()
        super().close()
