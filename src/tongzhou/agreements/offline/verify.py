#!/usr/bin/env python3
"""核对一份签字证据 · Check the evidence of a signed agreement.

    python3 verify.py evidence.json [anchors.txt]

One file, the standard library alone, no network: it may be read in a quarter of an hour and run on
any machine. It recomputes every hash from what stands in the file and believes none of them.
anchors.txt holds lines kept elsewhere («seq hash time», as auditors get them by mail); without it
the evidence is only proved to be consistent in itself. Exit code 0: sound, 1: not sound.
"""

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

MASK = 0xFFFFFFFF


def canonical(value: Any) -> bytes:
    text = json.dumps(
        value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return text.encode()


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def sm3(data: bytes) -> str:
    """GB/T 32905-2016, step by step: Python has it only where its OpenSSL has."""
    length = len(data) * 8
    data += b"\x80" + bytes((55 - len(data)) % 64) + length.to_bytes(8, "big")
    state = [
        0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600,
        0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E,
    ]  # fmt: skip
    for start in range(0, len(data), 64):
        words = [int.from_bytes(data[at : at + 4], "big") for at in range(start, start + 64, 4)]
        state = [a ^ b for a, b in zip(state, compressed(state, words), strict=True)]
    return "".join(f"{word:08x}" for word in state)


def compressed(state: list[int], words: list[int]) -> list[int]:
    for j in range(16, 68):
        mixed = words[j - 16] ^ words[j - 9] ^ turned(words[j - 3], 15)
        mixed ^= turned(mixed, 15) ^ turned(mixed, 23)
        words.append(mixed ^ turned(words[j - 13], 7) ^ words[j - 6])
    a, b, c, d, e, f, g, h = state
    for j in range(64):
        constant = turned(0x79CC4519 if j < 16 else 0x7A879D8A, j % 32)
        first = turned((turned(a, 12) + e + constant) & MASK, 7)
        second = first ^ turned(a, 12)
        one = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
        two = e ^ f ^ g if j < 16 else (e & f) | (~e & MASK & g)
        new = (one + d + second + (words[j] ^ words[j + 4])) & MASK
        other = (two + h + first + words[j]) & MASK
        a, b, c, d = new, a, turned(b, 9), c
        e, f, g, h = other ^ turned(other, 9) ^ turned(other, 17), e, turned(f, 19), g
    return [a, b, c, d, e, f, g, h]


def turned(word: int, by: int) -> int:
    return ((word << by) | (word >> (32 - by))) & MASK if by else word


def merkle(items: list[str]) -> str:
    """RFC 6962: leaves begin with 0, nodes with 1."""
    nodes = [hashlib.sha256(b"\x00" + bytes.fromhex(item)).digest() for item in items]

    def over(part: list[bytes]) -> bytes:
        if len(part) == 1:
            return part[0]
        cut = 1 << (len(part) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + over(part[:cut]) + over(part[cut:])).digest()

    return over(nodes).hex()


def root_of(case: str, number: int, hashes: list[str], written_as: int) -> str:
    if written_as not in (1, 2):
        raise ValueError(f"version format {written_as} is unknown here")
    if written_as == 1:
        return digest({"collaboration": case, "number": number, "rows": hashes})
    title = {"collaboration": case, "number": number, "rows": len(hashes), "format": 2}
    return merkle([digest(title), *hashes])


def entry_hash(entry: Any) -> str:
    facts = {name: value for name, value in entry.items() if name != "hash"}
    if facts["format"] not in (1, 2):
        raise ValueError(f"journal format {facts['format']} is unknown here")
    if facts["format"] == 1:
        return digest(facts)
    previous = facts.pop("previous")
    return digest({"previous": previous, "said": digest(facts)})


class Check:
    def __init__(self, evidence: Any, anchors: list[tuple[int, str]]) -> None:
        self.evidence, self.anchors = evidence, anchors
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.case = evidence["collaboration"]["id"]

    def run(self) -> list[str]:
        version, rows = self.evidence["version"], self.evidence["rows"]
        for place, row in enumerate(rows):
            if digest(row["content"]) != row["hash"]:
                self.wrong(f"row {place}: its content does not fit its hash · 第 {place} 行被改动")
        hashes = [row["hash"] for row in rows]
        if root_of(self.case, version["number"], hashes, version["format"]) != version["root"]:
            self.wrong("rows were added, dropped or moved · 行有增删或换位")
        self.second_root()
        self.entries()
        self.acts()
        self.signatures(rows)
        self.links()
        return self.problems

    def second_root(self) -> None:
        """By SM3 over the contents, where the house asked for it."""
        version, rows = self.evidence["version"], self.evidence["rows"]
        for entry in self.evidence["journal"]["entries"]:
            if (entry["kind"], entry["subject"]) != ("agreement.fingerprinted", version["id"]):
                continue
            hashes = [sm3(canonical(row["content"])) for row in rows]
            facts = {"collaboration": self.case, "number": version["number"], "rows": hashes}
            if sm3(canonical(facts)) != entry["payload"]["sm3"]:
                self.wrong("the rows do not fit their SM3 fingerprint · 行与 SM3 指纹不符")
            else:
                self.notes.append("the SM3 fingerprint fits as well · SM3 指纹亦一致")

    def wrong(self, what: str) -> None:
        self.problems.append(what)

    def entries(self) -> None:
        for entry in self.evidence["journal"]["entries"]:
            if entry_hash(entry) != entry["hash"]:
                self.wrong(
                    f"journal entry {entry['seq']} was changed · 流水第 {entry['seq']} 条被改动"
                )
        told = {
            entry["subject"]: entry["payload"]["root"]
            for entry in self.evidence["journal"]["entries"]
            if entry["kind"] == "agreement.circulated"
        }
        version = self.evidence["version"]
        for key, root in [(version["id"], version["root"])] + [
            (act["version"], act["root"]) for act in self.evidence["acts"]
        ]:
            if told.get(key) != root:
                self.wrong(
                    f"the journal names another root for version {key} · 流水中的版本指纹不同"
                )

    def acts(self) -> None:
        """Every act of signing is in the journal, by this person, over exactly these rows."""
        told = {
            (
                entry["subject"],
                entry["payload"]["department"],
                entry["actor"],
                entry["payload"]["signed"],
            )
            for entry in self.evidence["journal"]["entries"]
            if entry["kind"] == "agreement.signed"
        }
        stand = set()
        for act in self.evidence["acts"]:
            signed = digest(
                {"root": act["root"], "department": act["department"], "rows": sorted(act["rows"])}
            )
            stand.add((act["version"], act["department"], act["person"], signed))
        for subject, department, _person, _signed in told - stand:
            if subject == self.evidence["version"]["id"]:
                self.wrong(
                    "a signature that the journal knows is gone · "
                    f"流水中有而这里没有的签字：{self.name(department)}"
                )
        for _version, department, _person, _signed in stand - told:
            self.wrong(
                "the journal does not know a signature as it stands here · "
                f"流水中没有这次签字：{self.name(department)}"
            )

    def signatures(self, rows: Any) -> None:
        """Each stands under the row it was given for, and belongs to an act."""
        covered: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for act in self.evidence["acts"]:
            covered[act["version"], act["department"], act["person"], act["root"]] |= set(
                act["rows"]
            )
        for given in self.evidence["signatures"]:
            row = rows[given["row"]]
            act = covered[given["given_in"], given["department"], given["person"], given["root"]]
            if given["hash"] != row["hash"] or given["hash"] not in act:
                self.wrong(
                    f"row {given['row']}: the signature of {self.name(given['department'])}"
                    f" does not fit · 第 {given['row']} 行的签字对不上"
                )
        rests = {one["row"]: one["rests_on"] for one in self.evidence.get("warrants", [])}
        for place in sorted(set(range(len(rows))) - {one["row"] for one in self.evidence["seats"]}):
            if place in rests:
                self.notes.append(f"row {place}: rests on v{rests[place]} · 按约定生效")
            else:
                self.wrong(f"row {place}: nobody signs it · 没有签字人")
        wanted = {(seat["row"], seat["department"]) for seat in self.evidence["seats"]}
        given = {(one["row"], one["department"]) for one in self.evidence["signatures"]}
        if given - wanted or len(given) < len(self.evidence["signatures"]):
            self.wrong("a signature stands where nobody had to sign · 多出的签字")
        for place, department in sorted(wanted - given):
            self.notes.append(
                f"row {place}: {self.name(department)} has not signed · 第 {place} 行未签"
            )

    def links(self) -> None:
        """From each entry, link by link, to an anchor or to the journal's end as it was then."""
        journal = self.evidence["journal"]
        ends = {end["seq"]: end["hash"] for end in journal["ends"]}
        hashes: dict[int, str] = {}
        last = None
        for link in journal["links"]:
            seq = link["seq"]
            if digest({"previous": link["previous"], "said": link["said"]}) != link["hash"]:
                self.wrong(f"link {seq} of the chain was changed · 链上第 {seq} 环被改动")
            follows = last and (last["seq"] + 1, last["hash"]) == (seq, link["previous"])
            if last and not follows and ends.get(last["seq"]) != last["hash"]:
                self.wrong(f"the chain breaks before {seq} · 链在第 {seq} 环前断开")
            hashes[seq], last = link["hash"], link
        if last and ends.get(last["seq"]) != last["hash"]:
            self.wrong("the chain does not end where the journal ended · 链的末端不符")
        self.compare(hashes, ends)

    def compare(self, hashes: dict[int, str], ends: dict[int, str]) -> None:
        known = dict(self.anchors)
        for seq, value in {**ends, **hashes}.items():
            if known.get(seq, value) != value:
                self.wrong(f"entry {seq} differs from its anchor · 第 {seq} 条与锚点不符")
        for seq, value in ends.items():
            if hashes.get(seq) != value:
                self.wrong(f"the end {seq} is not in the chain · 末端 {seq} 不在链上")
            elif known and seq not in known:
                self.notes.append(f"entry {seq} is no anchor of yours · 您没有第 {seq} 条的锚点")
        self.in_chain(hashes)

    def in_chain(self, hashes: dict[int, str]) -> None:
        for entry in self.evidence["journal"]["entries"]:
            seq = entry["seq"]
            if entry["format"] == 1:
                self.notes.append(f"entry {seq} is older than chain proofs · 第 {seq} 条早于链证明")
            elif hashes.get(seq) != entry["hash"]:
                self.wrong(f"entry {seq} is not in the chain · 第 {seq} 条不在链上")

    def name(self, key: str) -> str:
        return str(self.evidence["names"].get(key, key))


def read_anchors(path: str) -> Iterator[tuple[int, str]]:
    with open(path, encoding="ascii") as file:
        for line in file:
            if line.strip():
                seq, value, _at = line.split(" ", 2)
                yield int(seq), value


def main(arguments: list[str]) -> int:
    if len(arguments) not in (1, 2):
        print(__doc__)
        return 2
    with open(arguments[0], encoding="utf-8") as file:
        evidence = json.load(file)
    anchors = list(read_anchors(arguments[1])) if len(arguments) == 2 else []
    check = Check(evidence, anchors)
    try:
        problems = check.run()
    except (KeyError, IndexError, TypeError, ValueError) as error:
        problems = [f"the file is not complete · 文件不完整：{error!r}"]
    title, version = evidence.get("collaboration", {}), evidence.get("version", {})
    print(title.get("number"), title.get("name"), f"v{version.get('number')}", version.get("root"))
    for sentence in [*problems, *check.notes]:
        print("-", sentence)
    if problems:
        print(f"NOT SOUND: {len(problems)} · 证据不成立")
        return 1
    count = len(evidence["signatures"])
    print(f"{len(evidence['rows'])} rows, {count} signatures: sound · 行与签字一致")
    print(
        "compared with your anchors · 已与锚点核对"
        if anchors
        else "consistent in itself; no anchor was compared · 仅自身一致，未与锚点核对"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
