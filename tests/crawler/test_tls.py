"""Old TLS is tried once a night, after a handshake failed, and the archive says so."""

import datetime
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dh, rsa

from pipeline.archive.captures import captures
from tests.crawler.nights import night, write_sites
from tests.crawler.wire import TITLE, links, page, serving

ANSWERS = {"/": page(links(("/r.html", TITLE))), "/r.html": page(TITLE)}
OAKLEY_GROUP_2 = int(
    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD129024E088A67CC74020BBEA63B139B22514A08798E3404DDEF9519B3CD3A431B"
    "302B0A6DF25F14374FE1356D6D51C245E485B576625E7EC6F44C42E9A637ED6B0BFF5CB6F406B7EDEE386BFB5A899FA5AE9F24117C4B1FE6"
    "49286651ECE65381FFFFFFFFFFFFFFFF",
    16,
)
"""The prime of 1024 bits (RFC 2409) that old servers use."""


def certificate(folder: Path, bits: int) -> Path:
    """A self-signed certificate with its key, for 127.0.0.1."""
    key = rsa.generate_private_key(65537, bits)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.datetime.now(datetime.UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + datetime.timedelta(days=1))
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    path = folder / f"{bits}.pem"
    path.write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + signed.public_bytes(pem)
    )
    return path


def today(folder: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate(folder, 2048))
    return context


def tls_1_0(folder: Path) -> ssl.SSLContext:
    context = today(folder)
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1
    return context


def small_keys(folder: Path) -> ssl.SSLContext:
    context = today(folder)
    context.set_ciphers("DHE-RSA-AES128-SHA:@SECLEVEL=0")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    path = folder / "dh.pem"
    numbers = dh.DHParameterNumbers(OAKLEY_GROUP_2, 2)
    path.write_bytes(
        numbers.parameters().parameter_bytes(serialization.Encoding.PEM, serialization.ParameterFormat.PKCS3)
    )
    context.load_dh_params(path)
    return context


@contextmanager
def serving_tls(context: ssl.SSLContext) -> Iterator[str]:
    """The address of a site behind this context."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline().split()[1].decode()
            while self.rfile.readline().strip():
                pass
            self.wfile.write(ANSWERS.get(path, page("没有", status="404 Not Found")))

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

        def finish_request(self, request, client_address) -> None:
            with context.wrap_socket(request, server_side=True) as wrapped:
                super().finish_request(wrapped, client_address)

        def handle_error(self, request, client_address) -> None:
            """Handshakes that fail are what is wanted."""

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield f"https://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore:Diffie-Hellman")
@pytest.mark.parametrize(("offer", "old"), [(today, False), (tls_1_0, True), (small_keys, True)])
def test_old_tls_only_where_a_handshake_failed(tmp_path, offer, old):
    with serving_tls(offer(tmp_path)) as address:
        night(write_sites(tmp_path / "sites.csv", {"homepage": address}), tmp_path)
    found = [(capture.role, capture.outcome, capture.tls) for capture in captures(tmp_path)]
    came = [("robots", "gone"), ("home", "ok"), ("report", "ok")]
    tls = "old" if old else None
    failed = [("robots", "tls", None)] if old else []
    assert found == [*failed, *((role, outcome, tls) for role, outcome in came)]


def test_a_host_that_speaks_no_tls_at_all_is_asked_twice_and_left(tmp_path):
    with serving(blunt=True) as wire:
        homepage = wire.url.replace("http", "https") + "/"
        night(write_sites(tmp_path / "sites.csv", {"homepage": homepage}), tmp_path)
    found = [(capture.role, capture.outcome, capture.tls) for capture in captures(tmp_path)]
    assert found == [("robots", "tls", None), ("robots", "tls", "old"), ("home", "tls", None)]
