#!/usr/bin/env python3
"""Measures made speech whose pauses are known: `tools/trial-speech.py PROGRAM FOLDER`.

Needs espeak-ng and sox. Speaks Korean and English sentences, puts silences of known lengths before, between and
behind them, adds no noise, noise at -40 and at -30 dB, or cuts the top off, and prints how far
`hotseat speech measure` is from what was made."""

import json
import os
import subprocess
import sys

SENTENCES = {
    "ko": ["트랜잭션은 모두 되거나 모두 안 되는 작업의 묶음입니다", "격리 수준이 낮으면 다른 트랜잭션이 쓴 값을 읽습니다",
           "그래서 저는 재고를 줄일 때 행을 잠갔습니다"],
    "en": ["A transaction is a group of statements that happen together or not at all",
           "At a low isolation level you read what another one has not committed",
           "So I locked the row before I took the stock down"],
}
# Seconds of silence before, between and behind the sentences.
SILENCES = [(0.5, 1.5, 2.5, 1.0), (3.0, 1.2, 5.0, 0.3), (1.0, 0.4, 1.8, 2.0)]


def run(*command):
    return subprocess.run(command, check=True, capture_output=True).stdout


def length(path):
    return float(run("soxi", "-D", path))


def spoken(folder, lang):
    """The sentences as files without silence at their ends."""
    files = []
    for number, sentence in enumerate(SENTENCES[lang]):
        raw, file = (os.path.join(folder, f"{lang}{number}{end}.wav") for end in ("-raw", ""))
        run("espeak-ng", "-v", lang, "-s", "150", "-w", raw, sentence)
        run("sox", raw, "-r", "16000", "-c", "1", file, "norm", "-6", "silence", "1", "0.01", "0.5%",
            "reverse", "silence", "1", "0.01", "0.5%", "reverse")
        files.append(file)
    return files


def made(folder, lang, silences, noise):
    """A recording with its true first word, pauses and talk, in milliseconds."""
    sentences = spoken(folder, lang)
    parts, at, pauses, first, last = [], 0.0, [], None, 0.0
    for number, silence in enumerate(silences):
        gap = os.path.join(folder, f"gap{number}.wav")
        run("sox", "-n", "-r", "16000", "-c", "1", "-b", "16", gap, "trim", "0", str(silence))
        parts.append(gap)
        if first is None:
            first = silence
        elif number < len(sentences) and silence >= 1.0:
            pauses.append(silence * 1000)
        at += silence
        if number < len(sentences):
            parts.append(sentences[number])
            at += length(sentences[number])
            last = at
    file = os.path.join(folder, "made.wav")
    run("sox", *parts, file)
    if noise == "clipped":
        loud = os.path.join(folder, "loud.wav")
        run("sox", file, loud, "gain", "14")
        return loud, first * 1000, pauses, (last - first) * 1000
    if noise is not None:
        hiss, mixed = (os.path.join(folder, name) for name in ("hiss.wav", "mixed.wav"))
        # White noise of sox has its peak at 0 dB and its mean 4.8 dB below.
        run("sox", "-n", "-r", "16000", "-c", "1", hiss, "synth", str(length(file)), "whitenoise", "gain", str(noise + 4.8))
        run("sox", "-m", "-v", "1", file, "-v", "1", hiss, mixed)
        file = mixed
    return file, first * 1000, pauses, (last - first) * 1000


def main():
    program, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    tried = right = 0
    for lang in SENTENCES:
        for noise in (None, -40, -30, "clipped"):
            worst = 0
            for silences in SILENCES:
                file, first, pauses, talk = made(folder, lang, silences, noise)
                told = subprocess.run([program, "speech", "measure", file, "--json"], capture_output=True, text=True)
                told = json.loads(told.stdout)
                found = [pause["ms"] for pause in told["pauses"]]
                pairs = [(told["first_word_ms"], first), (told["talk_ms"], talk)]
                pairs += list(zip(found, pauses)) if len(found) == len(pauses) else [(len(found), -1e9)]
                for is_one, true_one in pairs:
                    tried += 1
                    off = abs(is_one - true_one)
                    worst = max(worst, off)
                    right += off <= max(100, true_one * 0.05)
            print(f"{lang} {noise}: at most {worst:.0f} ms off; clipped {told['clipped']}, level {told['level_db']}")
        silent = os.path.join(folder, "silent.wav")
        run("sox", "-n", "-r", "48000", "-c", "2", silent, "trim", "0", "5")
        ended = subprocess.run([program, "speech", "measure", silent, "--json"], capture_output=True, text=True)
        tried, right = tried + 1, right + (ended.returncode == 1)
    print(f"{right} of {tried} figures within 5 % or 100 ms")


main()
