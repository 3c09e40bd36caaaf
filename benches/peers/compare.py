#!/usr/bin/env python3
"""Runs hotseat beside hashcards and Anki's own backend on the very same cards.

    cargo build --release
    python3 benches/peers/compare.py FOLDER [--cards 1000 10000 100000] [--rounds 7]
    python3 benches/peers/compare.py FOLDER --listings --cards 5000 --answers 20000

With --listings every listing command of hotseat stands beside `hashcards stats`, on cards that were
answered and the built-in decks, and Anki is left out.

FOLDER is made if it is not there; everything lies in it: the peers (hashcards 0.5.0 from crates.io,
anki from PyPI in an environment of its own), the banks made from a seed, and each program's home.
Nothing outside it is written. A second run finds the peers and the banks again; delete FOLDER to be
rid of all of it. Linux, the standard library alone.

Programs take turns, and what counts is the median of each one's processor time (user and system,
from wait4) and its peak memory; wall time stands beside it. Other work on the machine moves the
times, the ratios hardly.
"""

import argparse
import datetime
import fcntl
import json
import os
import pty
import random
import re
import select
import shutil
import statistics
import struct
import subprocess
import sys
import termios
import time
import tomllib
from pathlib import Path

HASHCARDS = "0.5.0"
SEED = 7
CARDS_A_DECK = 100
FRAME_END = b"\x1b[?2026l"
PROJECT = Path(__file__).resolve().parents[2]

TOPICS = {
    "en": "ownership|TCP handshake|B-tree index|consistent hashing|garbage collection|thread pool|"
    "deadlock|eventual consistency|rate limiter|message queue|cache invalidation|binary search|"
    "isolation level|load balancer|circuit breaker|idempotency key|feature flag|code review",
    "ko": "소유권|가비지 컬렉션|트랜잭션 격리 수준|인덱스|로드 밸런서|캐시 무효화|데드락|메시지 큐|"
    "동시성 제어|장애 대응|코드 리뷰|협업 갈등|지원 동기|대규모 트래픽 처리|마이크로서비스|테스트 전략",
}
STEMS = {
    "en": "Explain {topic} to a new colleague (case {number}).|"
    "What does {topic} cost at scale? #{number}|"
    "Walk me through a time you dealt with {topic}, scenario {number}.|"
    "Design a service where {topic} matters; name how it fails. Variant {number}.",
    "ko": "{topic}에 대해 설명해 주세요. (문항 {number})|"
    "{topic}와 관련해 겪은 어려움과 해결 과정을 말씀해 주세요. {number}번|"
    "{topic}의 장단점을 비교하고 적용 사례를 들어 주세요 #{number}",
}
SENTENCES = {
    "en": "Start with the problem it solves and who is affected.|"
    "Name the invariant that must hold and how it can break.|"
    "Compare two alternatives and say when each one wins.|"
    "Give a measured number: latency fell from 480 ms to 95 ms at p99.|"
    "Mention what you would do differently today.",
    "ko": "먼저 문제 상황과 영향 범위를 한 문장으로 정리합니다.|핵심 불변식과 깨질 수 있는 경우를 설명합니다.|"
    "대안 두 가지를 비교하고 선택 기준을 제시합니다.|응답 시간이 480ms에서 95ms로 줄었다는 수치를 덧붙입니다.|"
    "지금이라면 다르게 할 점을 솔직하게 말합니다.",
}
TAGS = ["backend", "frontend", "rust", "db", "network", "os", "behavioral", "system-design"]


def invented(count):
    """The cards: two in five Korean, three to six lines of answer; the same in every run."""
    dice = random.Random(SEED)
    for number in range(count):
        language = "ko" if dice.random() < 0.4 else "en"
        stems, topics, sentences = (
            words[language].split("|") for words in (STEMS, TOPICS, SENTENCES)
        )
        question = dice.choice(stems).format(topic=dice.choice(topics), number=number)
        lines = [f"{dice.choice(sentences)} {dice.choice(sentences)}" for _ in range(dice.randint(3, 6))]
        yield {
            "id": f"c{number:07d}",
            "question": question,
            "answer": "\n".join(lines),
            "tags": dice.sample(TAGS, 2),
        }


def make_bank(folder, count):
    """One bank in every form."""
    done = folder / "done"
    if done.exists():
        return
    shutil.rmtree(folder, ignore_errors=True)
    decks, notes = folder / "hotseat/decks", folder / "hashcards"
    decks.mkdir(parents=True)
    notes.mkdir()
    cards = list(invented(count))
    for first in range(0, count, CARDS_A_DECK):
        part, name = cards[first : first + CARDS_A_DECK], f"deck-{first // CARDS_A_DECK:05d}"
        quoted = lambda words: json.dumps(words, ensure_ascii=False)
        with open(decks / f"{name}.toml", "w", encoding="utf-8") as toml:
            toml.write('kind = "technical"\n')
            for card in part:
                toml.write(
                    f'\n[[cards]]\nid = {quoted(card["id"])}\nquestion = {quoted(card["question"])}\n'
                    f'answer = """\n{card["answer"]}\n"""\ntags = {quoted(card["tags"])}\n'
                )
        with open(notes / f"{name}.md", "w", encoding="utf-8") as markdown:
            markdown.writelines(f'Q: {card["question"]}\nA: {card["answer"]}\n\n' for card in part)
    with open(folder / "anki.json", "w", encoding="utf-8") as neutral:
        json.dump(cards, neutral, ensure_ascii=False)
    done.touch()


def make_history(data, cards, answers):
    """So many answers, one a minute, twenty a day, each card in turn."""
    history = data / "history"
    history.mkdir(exist_ok=True)
    with open(history / "made.jsonl", "w", encoding="utf-8") as lines:
        for number in range(answers):
            card = number * 7919 % cards
            day = datetime.date(2023, 1, 1) + datetime.timedelta(days=number // 20)
            lines.write(
                f'{{"v":1,"id":"01JD{number:022}","at":"{day}T21:{number % 20:02}:00.000+09:00","kind":"answer",'
                f'"card":"deck-{card // CARDS_A_DECK:05d}#c{card:07d}","mode":"review","grade":{1 + number % 4},'
                f'"answer_ms":{30_000 + number % 60_000}}}\n'
            )


def add_built_in(notes):
    """The decks that hotseat reads beside the user's, as notes: all programs read the same cards."""
    for path in sorted((PROJECT / "decks").rglob("*.toml")):
        deck = tomllib.loads(path.read_text(encoding="utf-8"))
        name = "-".join(path.relative_to(PROJECT / "decks").with_suffix("").parts)
        with open(notes / f"{name}.md", "w", encoding="utf-8") as markdown:
            for card in deck.get("cards", []):
                # A line of a text that looks like a card's beginning would be one.
                plain = lambda text: re.sub(r"(?m)^([QAC]:|---)", r" \1", text.strip() or "…")
                answer = card.get("answer") or card.get("outline") or "…"
                question = card["question"].replace("\n", " ")
                markdown.write(f"Q: {plain(question)}\nA: {plain(answer)}\n\n")


def listings(hotseat, hashcards, folder, cards, answers, rounds):
    """Every listing command, in turns with what hashcards counts of the same cards."""
    bank = folder / f"bank-{cards}"
    make_bank(bank, cards)
    data = folder / f"answered-{cards}-{answers}"
    shutil.rmtree(data, ignore_errors=True)
    shutil.copytree(bank / "hotseat", data)
    make_history(data, cards, answers)
    notes = folder / f"notes-{cards}"
    shutil.rmtree(notes, ignore_errors=True)
    shutil.copytree(bank / "hashcards", notes)
    add_built_in(notes)
    commands = {
        "hashcards stats": [hashcards, "stats", notes],
        "empty run (--version)": [hotseat, "--version"],
        **{
            f"hotseat {' '.join(words)}": [hotseat, "--data-dir", data, *words]
            for words in [
                ["weak"],
                ["plan"],
                ["stats"],
                ["search", "deadlock"],
                ["search", "is:weak"],
                ["card", "deck-00007#c0000707"],
                ["sessions"],
                ["interviews"],
                ["interview", "--preset", "phone", "--draw"],
                ["complete", "--", "card", "deck-00007#"],
                ["check"],
            ]
        },
    }
    runs = {what: [] for what in commands}
    for _ in range(rounds + 1):
        for what, command in commands.items():
            home = folder / ("home-hashcards" if command[0] == hashcards else "home-hotseat")
            runs[what].append(run(command, home, may_fail=True))
    peer = median(runs["hashcards stats"][1:])[0]
    print(f"{cards:,} cards, {answers:,} answers\n\n| what | CPU ms | wall ms | MiB | of hashcards stats |\n|---|--:|--:|--:|--:|")
    for what, own in runs.items():
        cpu, wall, memory = median(own[1:])
        print(f"| `{what}` | {cpu * 1e3:.1f} | {wall * 1e3:.1f} | {memory:.0f} | {cpu / peer:.2f} |", flush=True)
    frames = [first_frame([hotseat, "--data-dir", data], folder / "home-hotseat") for _ in range(rounds + 1)]
    cpu, wall, _ = median(frames[1:])
    print(f"| first frame | {cpu * 1e3:.1f} | {wall * 1e3:.1f} | | |", flush=True)


# What Anki's own backend does, in a process of its own: it lists what is due, as its first screen
# does, or counts what its statistics count; `fill` makes the collection.
ANKI = """
import json, sys
from anki.collection import Collection
work, path = sys.argv[1:3]
collection = Collection(path)
if work == "fill":
    deck, kind = collection.decks.id("bench"), collection.models.by_name("Basic")
    requests = []
    from anki.collection import AddNoteRequest
    for card in json.load(open(sys.argv[3], encoding="utf-8")):
        note = collection.new_note(kind)
        note.fields[:2] = [card["question"], card["answer"].replace("\\n", "<br>")]
        note.tags = card["tags"]
        requests.append(AddNoteRequest(note=note, deck_id=deck))
    collection.add_notes(requests)
elif work == "check":
    print(collection.fix_integrity())
elif work == "stats":
    print(len(collection._backend.graphs(search="", days=365).SerializeToString()))
collection.close()
"""


def install(folder):
    """The peers, in folders of their own."""
    return install_hashcards(folder), install_anki(folder)


def install_hashcards(folder):
    hashcards = folder / "hashcards/bin/hashcards"
    if not hashcards.exists():
        subprocess.run(
            ["cargo", "install", "hashcards", "--version", HASHCARDS, "--locked", "--root", hashcards.parents[1]],
            check=True,
            env={**os.environ, "CARGO_TARGET_DIR": str(folder / "hashcards-build")},
        )
    return hashcards


def install_anki(folder):
    python = folder / "anki/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", python.parents[1]], check=True)
    if subprocess.run([python, "-c", "import anki"], capture_output=True, check=False).returncode:
        subprocess.run([python, "-m", "pip", "install", "--quiet", "anki"], check=True)
    return python


def run(command, home, may_fail=False):
    """Processor seconds, wall seconds and MiB at most of one run."""
    home.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with open(os.devnull, "wb") as nothing:
        child = subprocess.Popen(command, stdout=nothing, stderr=subprocess.PIPE, env=of(home))
        errors = child.stderr.read()
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - began
    if child.returncode and not may_fail:
        sys.exit(f"{command}: {errors.decode(errors='replace')}")
    return used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024


def of(home):
    """The surroundings of a program that has never been started."""
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    return {"PATH": os.environ["PATH"], "HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", **folders}


def first_frame(command, home):
    """Processor and wall seconds up to the end of the first frame, in a pseudo-terminal."""
    home.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    pid, terminal = pty.fork()
    if pid == 0:
        os.execve(command[0], [str(part) for part in command], of(home))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    seen = b""
    while FRAME_END not in seen:
        if not select.select([terminal], [], [], 30)[0]:
            sys.exit("no frame within half a minute")
        seen += os.read(terminal, 65536)
    wall = time.monotonic() - began
    # All threads: decks may be read beside the drawing. Nanoseconds on a processor come first.
    tasks = Path(f"/proc/{pid}/task").iterdir()
    used = sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    os.close(terminal)
    return used, wall, 0.0


def median(runs):
    return [statistics.median(values) for values in zip(*runs)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cards", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--listings", action="store_true")
    parser.add_argument("--answers", type=int, default=20_000)
    parser.add_argument("--hotseat", type=Path, default=PROJECT / "target/release/hotseat")
    chosen = parser.parse_args()
    folder = chosen.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    if not chosen.hotseat.exists():
        sys.exit(f"{chosen.hotseat} is not there: cargo build --release, or --hotseat PATH")
    hotseat = chosen.hotseat.resolve()
    if chosen.listings:
        hashcards = install_hashcards(folder)
        for cards in chosen.cards:
            listings(hotseat, hashcards, folder, cards, chosen.answers, chosen.rounds)
        return
    hashcards, python = install(folder)
    script = folder / "ask_anki.py"
    script.write_text(ANKI, encoding="utf-8")
    print("| cards | what | hotseat CPU s | wall | MiB | hashcards CPU s | wall | MiB | ratio | Anki CPU s | wall | MiB | ratio |")
    print("|--:|---|" + "--:|" * 11)
    for count in chosen.cards:
        bank = folder / f"bank-{count}"
        make_bank(bank, count)
        collection = bank / "collection.anki2"
        if not collection.exists():
            run([python, script, "fill", collection, bank / "anki.json"], bank / "home-anki")
        data = ["--data-dir", bank / "hotseat"]
        work = {
            # hashcards stats needs its database, which the first run makes.
            "check": [
                [hotseat, "check", bank / "hotseat/decks"],
                [hashcards, "check", bank / "hashcards"],
                [python, script, "check", collection],
            ],
            "stats": [
                [hotseat, *data, "stats"],
                [hashcards, "stats", bank / "hashcards"],
                [python, script, "stats", collection],
            ],
        }
        homes = [bank / f"home-{name}" for name in ("hotseat", "hashcards", "anki")]
        for what, commands in work.items():
            runs = [[], [], []]
            for _ in range(chosen.rounds + 1):
                for own, command, home in zip(runs, commands, homes):
                    own.append(run(command, home))
            ours, *others = [median(own[1:]) for own in runs]
            cells = [f"{ours[0]:.3f}", f"{ours[1]:.3f}", f"{ours[2]:.0f}"]
            for other in others:
                cells += [f"{other[0]:.3f}", f"{other[1]:.3f}", f"{other[2]:.0f}", f"{ours[0] / other[0]:.2f}"]
            print(f"| {count:,} | {what} | " + " | ".join(cells) + " |", flush=True)
        frames = [first_frame([hotseat, *data], homes[0]) for _ in range(chosen.rounds + 1)]
        cpu, wall, _ = median(frames[1:])
        print(f"| {count:,} | first frame | {cpu:.3f} | {wall:.3f} |" + " |" * 9, flush=True)


if __name__ == "__main__":
    main()
