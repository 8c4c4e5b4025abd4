"""Images that say something of their rights, made here: XMP, IIM, Exif and signed C2PA manifests."""

from __future__ import annotations

import io
import json
import struct
import warnings
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from PIL import Image

_SOURCE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"
_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "tdm": "http://www.w3.org/ns/tdmrep/",
}


def xmp(inside: str, attributes: str = "", before: str = "") -> bytes:
    """Return an XMP packet with these properties in its one description."""
    names = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in _NAMESPACES.items())
    return (
        f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{before}<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF {names}><rdf:Description rdf:about="" {attributes}>{inside}</rdf:Description></rdf:RDF>'
        f'</x:xmpmeta>{" " * 200}<?xpacket end="w"?>'
    ).encode()


def photo(kind: str = "JPEG", **info: Any) -> bytes:
    """Return a small picture with what Pillow can put into it."""
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(held, kind, **info)
    return held.getvalue()


def with_segment(jpeg: bytes, marker: int, payload: bytes) -> bytes:
    """Return the JPEG with one more segment behind its beginning."""
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(payload) + 2) + payload + jpeg[2:]


def with_iim(jpeg: bytes, **lines: bytes) -> bytes:
    """Return the JPEG with IIM data sets of the second record, by their numbers (`n116=...`)."""
    sets = b"".join(
        b"\x1c\x02" + bytes((int(name[1:]),)) + struct.pack(">H", len(value)) + value
        for name, value in lines.items()
    )
    padded = sets + b"\0" * (len(sets) % 2)
    block = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(sets)) + padded
    return with_segment(jpeg, 0xED, b"Photoshop 3.0\0" + block)


def signed(entries: dict[str, Any], label: str = "cawg.training-mining", kind: str = "image/jpeg") -> bytes:
    """Return a photo with a C2PA manifest that makes one assertion about training and mining."""
    import c2pa

    chain, key = _certificates()
    manifest = {
        "claim_generator_info": [{"name": "tests"}],
        "assertions": [
            {
                "label": "c2pa.actions",
                "data": {"actions": [{"action": "c2pa.created", "digitalSourceType": _SOURCE}]},
            },
            {"label": label, "data": {"entries": entries}},
        ],
    }
    out = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        info = c2pa.C2paSignerInfo(b"es256", chain, key, None)
        signer = c2pa.Signer.from_info(info)
        builder = c2pa.Builder(json.dumps(manifest))
        builder.sign(signer, kind, io.BytesIO(photo()), out)
    return out.getvalue()


def _certificates() -> tuple[bytes, bytes]:
    """Return a chain of a signer and its authority, both made up, and the signer's key."""
    now = datetime.now(UTC)
    authority_key, signer_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tests"),
            x509.NameAttribute(NameOID.COMMON_NAME, "Tests CA"),
        ]
    )
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Tests"),
            x509.NameAttribute(NameOID.COMMON_NAME, "Tests signer"),
        ]
    )

    def certificate(name: x509.Name, key: Any, *, is_authority: bool) -> x509.Certificate:
        usage = x509.KeyUsage(
            digital_signature=not is_authority, content_commitment=False, key_encipherment=False,
            data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
            encipher_only=False, decipher_only=False,
        )  # fmt: skip
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(authority)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=1))
            .not_valid_after(now + timedelta(days=30))
            .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
            .add_extension(usage, critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False
            )
        )
        if not is_authority:
            purposes = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
            builder = builder.add_extension(purposes, critical=False)
        return builder.sign(authority_key, hashes.SHA256())

    chain = [
        certificate(subject, signer_key, is_authority=False),
        certificate(authority, authority_key, is_authority=True),
    ]
    pem = b"".join(each.public_bytes(serialization.Encoding.PEM) for each in chain)
    key = signer_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return pem, key
