//! `--help` in Korean. English stands beside what it describes, in the doc comments that clap reads;
//! here is the same by command and argument. A test looks for what is missing.

use std::ffi::OsString;

use clap::Command;

use crate::language::Language;
use crate::store::{Disk, Folders, Settings};

/// The interface's language, as far as it is known before the arguments could be read.
pub fn language(words: &[OsString]) -> Language {
    let words: Vec<&str> = words.iter().filter_map(|word| word.to_str()).collect();
    let own = words.iter().position(|word| *word == "import");
    let own = &words[..own.unwrap_or(words.len())];
    let mut asked = own.iter().zip(own.iter().skip(1).chain([&""]));
    let asked = asked.find_map(|(word, next)| match word.strip_prefix("--lang") {
        Some("") => Language::from_code(next),
        Some(rest) => Language::from_code(rest.strip_prefix('=')?),
        None => None,
    });
    asked
        .or_else(|| {
            Settings::load(&Disk::whole(), &Folders::of_user()?)
                .0
                .language
        })
        .unwrap_or_else(|| Language::from_environment(|name| std::env::var(name).ok()))
}

/// The commands with everything that is said of them in Korean.
pub fn in_korean(program: Command) -> Command {
    described(program, "")
}

fn described(command: Command, path: &str) -> Command {
    let after = command.get_after_help().map(ToString::to_string);
    let mut command = command.mut_args(|argument| {
        let id = argument.get_id().to_string();
        match of_argument(path, &id) {
            Some(words) => argument.help(words),
            None => argument,
        }
    });
    if let Some(words) = of_command(path) {
        command = command.about(words);
    }
    if let Some(after) = after {
        command = command.after_help(said(&after));
    }
    command.mut_subcommands(|below| {
        let path = format!("{path} {}", below.get_name()).trim().to_owned();
        described(below, &path)
    })
}

/// What is said of a command, by the words that call it.
pub fn of_command(path: &str) -> Option<&'static str> {
    let found = COMMANDS.iter().find(|(own, _)| *own == path);
    found.map(|&(_, words)| words)
}

/// What is said of a command's argument.
pub fn of_argument(path: &str, id: &str) -> Option<&'static str> {
    let whole = format!("{path} {id}");
    let own = ARGUMENTS.iter().find(|(key, _)| *key == whole);
    let shared = || ARGUMENTS.iter().find(|(key, _)| *key == id);
    own.or_else(shared).map(|&(_, words)| words)
}

/// A text of clap's, with its own phrases in Korean.
pub fn said(text: &str) -> String {
    let mut text = text.to_owned();
    for (english, korean) in PHRASES {
        text = text.replace(english, korean);
    }
    text
}

const COMMANDS: &[(&str, &str)] = &[
    (
        "",
        "터미널에서 시간을 재며 연습하는 개발자 면접 카드와 모의 면접",
    ),
    ("check", "덱을 읽고 잘못된 것을 모두 알립니다"),
    (
        "interview",
        "모의 면접을 바로 시작하거나, 무엇을 물을지 보여 줍니다",
    ),
    (
        "import",
        "노트를 카드로 만듭니다: Markdown, CSV, Anki, 이 프로그램의 JSON",
    ),
    ("export", "카드를 다른 형식으로 내보냅니다"),
    ("setup", "연습할 질문의 언어와 직무를 고릅니다"),
    ("browse", "질문 은행 화면을 엽니다"),
    (
        "review",
        "볼 차례인 것, 약한 것, 막힌 것, 찾은 것을 복습합니다",
    ),
    ("search", "어렴풋이 기억나는 말로 카드를 찾습니다"),
    ("card", "카드 한 장과 기억 상태, 지난 답을 모두 보여 줍니다"),
    (
        "edit",
        "카드의 한 칸을 파일이나 파이프로 고칩니다. 덱의 나머지는 그대로 둡니다",
    ),
    ("new", "덱에 카드를 더합니다"),
    ("weak", "중요한 날에 잊었을 것과 그 까닭을 보여 줍니다"),
    (
        "plan",
        "면접날 가장 많이 알도록 오늘 연습할 것을 정해 줍니다",
    ),
    (
        "today",
        "오늘 남은 것을 한 줄로 보여 줍니다: 카드, 분, 면접까지 남은 날",
    ),
    ("sessions", "지난 모의 면접을 보여 줍니다"),
    ("debrief", "모의 면접을 돌아보거나 Markdown, HTML로 씁니다"),
    (
        "stats",
        "지금까지의 흐름: 점수, 범위, 확신과 실제, 시간, 날짜, 예측",
    ),
    ("report", "흐름을 그림이 있는 HTML 한 장으로 씁니다"),
    ("themes", "테마를 색과 함께 보여 줍니다"),
    (
        "interviews",
        "다가오는 면접을 보고, 더하고, 고치고, 지웁니다",
    ),
    (
        "interviews list",
        "모든 면접을 보여 줍니다. 다가오는 것이 먼저입니다",
    ),
    ("interviews add", "면접을 더하고 ID를 알려 줍니다"),
    ("interviews edit", "면접에서 적은 것만 고칩니다"),
    ("interviews remove", "면접을 목록에서 지웁니다"),
    ("adopt", "카드가 없어진 답을 지금의 카드에 이어 줍니다"),
    ("unwritten", "먼저 써야 할 내 답을 보여 줍니다"),
    (
        "bank",
        "질문 목록을 문제은행과 견주어, 카드가 없는 질문을 알려 줍니다",
    ),
    ("speech", "녹음한 답이 말해 주는 것을 알려 줍니다"),
    (
        "speech measure",
        "녹음한 답에서 첫마디, 멈춤, 소리 크기를 재고, 받아 적은 글이 있으면 빠르기도 잽니다",
    ),
    (
        "tutor",
        "5분 동안 키를 익힙니다. 끝나면 사라지는 폴더에서 합니다",
    ),
    (
        "doctor",
        "터미널, 폴더, 파일, 프로그램을 살펴보고 고칠 것을 알립니다",
    ),
    (
        "merge",
        "두 컴퓨터가 따로 고친 파일을 합칩니다: 충돌 사본, git 충돌 표시",
    ),
    ("history", "기록을 한 줄씩 살펴보고, 망가진 파일을 고칩니다"),
    (
        "history verify",
        "끊기거나 읽을 수 없거나 겹치거나 새 버전이 쓴 줄을 모두 알립니다",
    ),
    (
        "history repair",
        "이 기기의 파일에서 읽을 수 없는 것을 덜어 냅니다. 먼저 사본을 둡니다",
    ),
    ("paths", "덱, 기록, 설정이 어디 있는지 알려 줍니다"),
    (
        "config",
        "설정을 검사하거나 모든 설정을 기본값과 함께 보여 줍니다",
    ),
    (
        "completions",
        "셸에서 명령, 덱, 카드, 프리셋을 자동 완성하는 스크립트를 출력합니다",
    ),
    ("man", "매뉴얼을 보여 주거나 모든 명령의 매뉴얼을 씁니다"),
];

const ARGUMENTS: &[(&str, &str)] = &[
    ("data_dir", "덱과 기록이 있는 폴더"),
    ("lang", "화면 언어: ko 또는 en"),
    ("lang_behind", "화면 언어: ko 또는 en"),
    ("theme", "테마 이름"),
    ("questions", "질문의 언어: ko, en, 쉼표로 여럿, 또는 all"),
    (
        "role",
        "지원하는 직무: backend, backend-jvm, frontend, 쉼표로 여럿, 또는 all",
    ),
    (
        "at",
        "그때인 것처럼 봅니다. 그 뒤의 답은 없는 것으로 합니다: 2026-11-21T22:00(다른 곳의 시각이면 +09:00), \"어제 오후 3시\", \"11/21 22시\", 날짜만 쓰면 그날 끝",
    ),
    (
        "limit",
        "이만큼까지만 보여 줍니다. 없으면 20개, --json이면 모두",
    ),
    (
        "json",
        "프로그램이 읽을 JSON으로 출력합니다 (모양은 docs/json.md)",
    ),
    ("fuzzy", "글자가 비슷한 카드도 넣습니다"),
    ("dry_run", "무엇을 할지 말하기만 하고 쓰지 않습니다"),
    (
        "check paths",
        "덱 파일이나 폴더. 없으면 기본 덱과 내 덱, 설정 폴더의 파일을 모두 봅니다",
    ),
    ("interview preset", "프리셋 이름"),
    (
        "interview seed",
        "뽑기의 시드. 시드, 덱, 기록이 같으면 같은 면접이 나옵니다",
    ),
    ("interview count", "문항 수. 라운드에 나누어 갑니다"),
    ("interview think", "라운드마다 생각할 시간. 예: 10s"),
    ("interview answer", "라운드마다 답할 시간. 예: 90s"),
    ("deck", "이 덱이나 덱 폴더만. 여러 번 쓸 수 있습니다"),
    (
        "interview company",
        "준비하는 회사. 다른 회사의 덱은 빠집니다",
    ),
    (
        "interview find",
        "질문 은행의 이 필터에 맞는 카드만. 예: \"is:weak tag:kafka\"",
    ),
    (
        "interview interview",
        "--preset retro-replay에서 다시 할 지난 면접. 없으면 가장 최근 것",
    ),
    ("interview mode", "practice, live, night-before 가운데 하나"),
    (
        "plain",
        "화면 없이 한 줄씩 합니다: 화면 낭독기, 단순한 터미널, 파이프에서",
    ),
    (
        "interview pressure",
        "실전 면접의 압박, 0–3: 꼬리질문이 바로 오고, 답을 끊고, 침묵이 옵니다",
    ),
    (
        "interview quiet_clock",
        "--plain에서 물을 때만 시간을 알립니다",
    ),
    (
        "interview draw",
        "물을 것을 차례대로 보여 주고 시작하지 않습니다",
    ),
    (
        "import paths",
        "노트나 노트 폴더: .md, .csv, .tsv, .txt(Anki), .apkg, .colpkg, .json(이 프로그램의 것)",
    ),
    (
        "import into",
        "모든 카드를 넣을 덱. 예: technical/network. 없으면 노트마다 덱 하나",
    ),
    ("import kind", "새 덱의 종류: personal, technical, company"),
    (
        "import deck_lang",
        "새 덱의 언어. 화면 언어는 명령 앞에 씁니다: hotseat --lang en import …",
    ),
    (
        "import mine",
        "노트와 내가 같은 것을 고쳤으면 내 것을 두고 다시 묻지 않습니다",
    ),
    (
        "import theirs",
        "노트와 내가 같은 것을 고쳤으면 노트의 것을 씁니다",
    ),
    (
        "import encoding",
        "파일의 인코딩을 알아내지 못할 때: cp949, shift_jis, gb18030, utf-16 …",
    ),
    ("import yes", "읽은 것이 확실하지 않은 노트도 가져옵니다"),
    (
        "import explain",
        "노트의 줄마다 무엇이 되었는지와 까닭을 보여 주고 쓰지 않습니다",
    ),
    (
        "import reading",
        "어느 줄이 질문인지 정합니다: \"2단계 제목\", \"굵은 줄\" 따위 (--explain이 보여 줍니다)",
    ),
    (
        "import undo",
        "마지막 가져오기나 이 이름의 가져오기를 되돌립니다. 그 뒤에 답했거나 고친 카드는 남습니다",
    ),
    ("import again", "지웠거나 뺐던 카드도 다시 가져옵니다"),
    (
        "export query",
        "`hotseat search`가 이 말과 필터로 찾는 카드만",
    ),
    ("export to", "형식"),
    (
        "export out",
        "쓸 곳: markdown과 obsidian은 폴더, 나머지는 파일. 없으면 출력합니다",
    ),
    (
        "export redact",
        "경험, 메모, 회고, 기록을 빼고 회사 이름을 company-1 따위로 바꿉니다. 바꾼 것을 알립니다",
    ),
    (
        "export redact_common",
        "--redact와 함께: 회사 이름이 보통 낱말이어도 바꿉니다",
    ),
    (
        "export with_experience",
        "--to anki에서 나만 볼 경험도 넣습니다",
    ),
    (
        "export bom",
        "스프레드시트가 알아보도록 CSV를 바이트 순서 표시로 시작합니다",
    ),
    ("browse query", "화면의 검색 칸에 쓸 말과 필터"),
    (
        "review due",
        "볼 차례인 것, 오래된 것부터 (검색어와 다른 옵션이 없을 때)",
    ),
    ("review weak", "약한 것, 잃을 점수가 큰 것부터"),
    ("review stuck", "막혀서 답을 다시 써야 하는 것"),
    (
        "review tag",
        "이 태그가 있는 카드만. 여러 번 쓸 수 있고 하나만 맞아도 됩니다",
    ),
    (
        "review query",
        "질문 은행에서 쓰는 말과 필터. 이것만 쓰면 찾은 카드를 모두 복습합니다",
    ),
    (
        "search query",
        "말과 필터: 카프카 ㅅㅅ, 'exact, ^start, !not, is:weak, tag:redis, score:<3",
    ),
    (
        "search like",
        "기억나는 질문과 같은 것을 묻는 카드를 찾습니다",
    ),
    ("search sort", "다른 순서: deck, score, weakness, recency"),
    (
        "card card",
        "카드 ID, 예: technical/network#tcp-vs-udp. 하나뿐이면 # 뒤만 써도 됩니다",
    ),
    (
        "edit card",
        "카드, 예: technical/network#tcp-vs-udp. 하나뿐이면 # 뒤만 써도 됩니다",
    ),
    (
        "edit field",
        "덱 파일의 키. 목록은 한 줄에 하나씩, follow_ups와 asked는 JSON으로 읽습니다",
    ),
    ("edit from", "새 값이 있는 파일. -는 표준 입력"),
    ("edit remove", "그 칸을 지웁니다"),
    ("new deck", "덱 ID: 덱 폴더 아래 경로에서 .toml을 뺀 것"),
    ("new question", "면접관이 묻는 말 그대로의 질문"),
    ("new from", "답이 있는 파일. -는 표준 입력"),
    ("new tags", "태그. 여러 번 쓸 수 있습니다"),
    ("new importance", "얼마나 자주 나오는지, 0에서 3"),
    ("new time", "답할 시간. 예: 90s, 2m"),
    ("new card_type", "question, design, to_ask 가운데 하나"),
    ("new id", "카드 ID. 없으면 질문으로 만듭니다"),
    ("new create", "이 ID의 덱이 없으면 만듭니다"),
    ("new title", "새로 만드는 덱의 제목"),
    (
        "weak untried",
        "한 번도 풀지 않은 카드도 넣습니다. --json에는 늘 있습니다",
    ),
    (
        "plan on",
        "계획할 날 (2026-12-01, +3d, 금요일). 그날 끝까지의 답을 셉니다. 없으면 오늘",
    ),
    ("plan minutes", "면접에 정한 시간 대신 지금부터 이만큼의 분"),
    ("today short", "한 줄: 카드, 분, 다음 면접까지 남은 날"),
    ("sessions unscored", "채점을 기다리는 답이 있는 것만"),
    (
        "debrief session",
        "세션: ID의 앞부분, 또는 가장 최근이 1, 그 앞이 2. 없으면 가장 최근 것",
    ),
    ("debrief markdown", "Markdown으로 출력합니다"),
    ("debrief html", "그것만으로 열리는 HTML 한 장을 출력합니다"),
    ("debrief out", "출력하지 않고 이 파일에 씁니다"),
    (
        "stats csv",
        "같은 수치를 한 줄에 하나씩: series,of,measure,value",
    ),
    (
        "report html",
        "그것만으로 열리는 HTML 한 장을 이 파일에 씁니다. -는 출력",
    ),
    ("company", "회사"),
    (
        "date",
        "날짜와 시각: 2026-12-03T14:00, \"12/3 2pm\", \"내일 오후 2시\", +12d. 날짜만 써도 됩니다",
    ),
    ("minutes", "하루에 연습할 분"),
    ("round", "전형을 부르는 이름"),
    (
        "interviews add deck",
        "준비에 드는 덱이나 덱 폴더. 매번 모두 씁니다. ''는 특별히 없음",
    ),
    (
        "interviews edit deck",
        "준비에 드는 덱이나 덱 폴더. 매번 모두 씁니다. ''는 특별히 없음",
    ),
    (
        "tag",
        "준비에 드는 태그. 매번 모두 씁니다. ''는 특별히 없음",
    ),
    (
        "off",
        "연습하지 않는 요일(sat, 토)이나 날짜. 매번 모두 씁니다. ''는 없음",
    ),
    ("id", "목록에 나오는 면접 ID"),
    (
        "history repair files",
        "다른 기기가 쓴 기록 파일. 없으면 이 기기의 것",
    ),
    (
        "paths name",
        "이것만 한 줄로: cd \"$(hotseat paths decks)\"",
    ),
    (
        "config check",
        "config.toml, keymap.toml, 내 테마와 프리셋을 읽고 잘못된 것을 알립니다 (옵션이 없을 때 하는 일)",
    ),
    (
        "config print_default",
        "프로그램에 든 config.toml을 출력합니다: 모든 설정과 기본값",
    ),
    ("completions shell", "셸"),
    (
        "man out",
        "프로그램과 모든 명령의 매뉴얼을 이 폴더에 씁니다",
    ),
    ("adopt gone", "없어진 카드"),
    ("adopt to", "그 답이 이제 속할 카드"),
    ("adopt all", "제안한 것을 모두 잇습니다"),
    ("adopt undo", "마지막으로 이은 것을 되돌립니다"),
    ("plan explain", "이 카드가 오늘 목록에 있거나 없는 까닭"),
    (
        "bank coverage",
        "한 줄에 질문 하나씩 적힌 파일. -는 표준 입력",
    ),
    ("bank take", "카드가 없는 질문을 이 덱의 새 카드로 만듭니다"),
    ("bank near", "비슷한 카드만 있는 질문도 가져옵니다"),
    ("bank yes", "묻지 않고 가져옵니다"),
    ("import with_history", "복습 기록도 가져옵니다"),
    ("speech measure file", "WAV 파일. -는 표준 입력"),
    (
        "speech measure transcript",
        "말한 것: 글, 받아쓰기 프로그램의 JSON, SRT, VTT",
    ),
    (
        "speech measure spoken",
        "말하는 언어, ko나 en. 없으면 화면 언어",
    ),
];

/// Longer phrases stand before those that are in them.
const PHRASES: &[(&str, &str)] = &[
    (
        "Exit codes: 0 fine, 1 problems were found, 2 wrong use or no terminal, 3 the disk refused.",
        "종료 코드: 0 괜찮음, 1 문제나 정할 것이 있거나 보여 줄 것이 없음, 2 잘못 썼거나 터미널이 아님, 3 디스크가 거부함.",
    ),
    (
        "Exit codes: 1 nothing is found, 2 a filter is wrong.",
        "종료 코드: 1 찾은 것이 없음, 2 필터가 잘못됨.",
    ),
    (
        "Exit codes: 1 the same value was changed meanwhile and nothing was written.",
        "종료 코드: 1 그 사이 같은 값이 바뀌어 쓰지 않음.",
    ),
    (
        "Exit codes: 1 nothing is unwritten.",
        "종료 코드: 1 모두 썼음.",
    ),
    (
        "Exit codes: 1 answers are left without a card.",
        "종료 코드: 1 카드가 없는 답이 남음.",
    ),
    (
        "Exit codes: 1 something is wrong.",
        "종료 코드: 1 잘못된 것이 있음.",
    ),
    (
        "Exit codes: 1 something is left for you to decide.",
        "종료 코드: 1 정할 것이 남음.",
    ),
    (
        "Exit codes: 1 a file of the config folder has an error.",
        "종료 코드: 1 설정 폴더의 파일에 오류가 있음.",
    ),
    (
        "Exit codes: 1 something was named. Nothing is written.",
        "종료 코드: 1 알린 것이 있음. 아무것도 쓰지 않습니다.",
    ),
    (
        "Exit codes: 1 nobody speaks.",
        "종료 코드: 1 말소리가 없음.",
    ),
    (
        "Every record that can be read stays, and so do lines of newer programs. The file as it was lies beside it, named .bak and the date. Exit codes: 1 something is left that this cannot mend, 3 the disk refused.",
        "읽을 수 있는 기록과 새 버전이 쓴 줄은 그대로 둡니다. 고치기 전의 파일은 .bak과 날짜를 붙여 옆에 둡니다. 종료 코드: 1 고칠 수 없는 것이 남음, 3 디스크가 거부함.",
    ),
    (
        "Print this message or the help of the given subcommand(s)",
        "이 도움말이나 명령의 도움말을 봅니다",
    ),
    (
        "Print help (see a summary with '-h')",
        "도움말을 봅니다 (짧게는 '-h')",
    ),
    (
        "Print help (see more with '--help')",
        "도움말을 봅니다 (자세히는 '--help')",
    ),
    ("Print help", "도움말을 봅니다"),
    ("Print version", "버전을 봅니다"),
    (
        "A readable file a deck, which imports as the same cards",
        "덱마다 읽기 좋은 파일 하나. 가져오면 같은 카드가 됩니다",
    ),
    (
        "A note a deck, a folded callout a question",
        "덱마다 노트 하나, 질문마다 접힌 콜아웃 하나",
    ),
    (
        "Text for Anki's import, with stable ids",
        "Anki에서 가져올 글. ID가 바뀌지 않습니다",
    ),
    ("Everything, with the history", "기록까지 모두"),
    ("One table", "표 하나"),
    ("Everything that is worth keeping", "간직할 것 모두"),
    (
        "The one file of it that this device writes",
        "그 가운데 이 기기가 쓰는 파일",
    ),
    (
        "What happened, a file a device",
        "일어난 일, 기기마다 파일 하나",
    ),
    (
        "What belongs to this machine alone",
        "이 컴퓨터에만 속하는 것",
    ),
    ("What is being typed", "쓰고 있는 것"),
    ("Your interviews", "내 면접"),
    ("Your presets", "내 프리셋"),
    ("Your choices", "내가 고른 것"),
    ("Your themes", "내 테마"),
    ("Your decks", "내 덱"),
    ("The options", "설정"),
    ("The keys", "키"),
    (" and newer", " 이상"),
    ("Possible values:", "쓸 수 있는 값:"),
    ("[possible values: ", "[쓸 수 있는 값: "),
    ("[default: ", "[기본값: "),
    ("[env: ", "[환경 변수: "),
    ("Usage:", "사용법:"),
    ("Commands:", "명령:"),
    ("Arguments:", "인자:"),
    ("Options:", "옵션:"),
    ("Examples:", "예:"),
    ("Example:", "예:"),
    ("[OPTIONS]", "[옵션]"),
    ("[COMMAND]", "[명령]"),
    ("<COMMAND>", "<명령>"),
    (
        "For more information, try '--help'.",
        "더 알아보려면 '--help'를 쓰세요.",
    ),
    (
        "the following required arguments were not provided:",
        "꼭 있어야 하는 인자가 없습니다:",
    ),
    ("a similar subcommand exists: ", "비슷한 명령이 있습니다: "),
    ("a similar argument exists: ", "비슷한 인자가 있습니다: "),
    ("unrecognized subcommand ", "모르는 명령입니다: "),
    ("unexpected argument ", "모르는 인자입니다: "),
    ("invalid value ", "쓸 수 없는 값입니다: "),
    ("error: ", "오류: "),
    ("tip: ", "도움: "),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Arguments;

    #[test]
    fn everything_that_help_says_is_said_in_korean() {
        let mut program = Arguments::whole_command().disable_help_subcommand(true);
        program.build();
        let mut waiting = vec![(String::new(), program)];
        let mut missing = Vec::new();
        while let Some((path, command)) = waiting.pop() {
            if of_command(&path).is_none() {
                missing.push(path.clone());
            }
            for argument in command.get_arguments() {
                let id = argument.get_id().as_str();
                if !matches!(id, "help" | "version") && of_argument(&path, id).is_none() {
                    missing.push(format!("{path} {id}"));
                }
            }
            for below in command
                .get_subcommands()
                .filter(|below| !below.is_hide_set())
            {
                let path = format!("{path} {}", below.get_name()).trim().to_owned();
                waiting.push((path, below.clone()));
            }
            if let Some(after) = command.get_after_help() {
                let after = said(&after.to_string());
                assert!(
                    !after.contains("Exit code") && !after.contains("Example"),
                    "{after}"
                );
            }
        }
        assert_eq!(missing, [""; 0]);
        in_korean(Arguments::whole_command()).debug_assert();
    }

    #[test]
    fn the_language_is_that_of_the_option_but_behind_import() {
        let words = |line: &str| line.split(' ').map(OsString::from).collect::<Vec<_>>();
        assert_eq!(
            language(&words("hotseat --lang ko --help")),
            Language::Korean
        );
        assert_eq!(
            language(&words("hotseat check --lang=ko -h")),
            Language::Korean
        );
        assert_eq!(
            language(&words("hotseat --lang en import --lang ko -h")),
            Language::English
        );
    }
}
