//! What a key can do, and where.

use crate::language::Both;

/// Where a key is pressed. A screen asks for its own scopes first, then the wider ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// Everywhere but in text.
    Global,
    /// Moving in a list.
    List,
    /// The home screen.
    Home,
    /// Choosing an interview.
    Choose,
    /// A question is asked.
    Room,
    /// How sure were you?
    Sure,
    /// The answer is revealed and scored.
    Score,
    /// The pages of the progress.
    Progress,
    /// The dimensions of an answer are scored one by one.
    Dimensions,
    /// The question bank's list.
    Browse,
    /// The weak cards.
    Weak,
    /// The history of a card.
    Story,
    /// The front of a card in review.
    Front,
    /// The answer is revealed and graded.
    Grade,
    /// The review is over.
    Finished,
    /// Anywhere in a review.
    Review,
    /// The debrief.
    Debrief,
    /// In which format?
    Export,
    /// The list of interviews.
    Interviews,
    /// A real interview is looked back on.
    LookBack,
    /// The fields of a card are written.
    Form,
    /// What is written is not saved.
    Unsaved,
    /// The program ends while something is written.
    Ending,
    /// The file says something else by now.
    Conflict,
    /// Earlier versions of a field.
    Versions,
    /// What was said, beside an answer that is written.
    Taking,
    /// Answers whose card is gone.
    Adopt,
    /// Choosing a deck.
    Decks,
    /// A path or a name is typed.
    Path,
    /// The cards of notes are looked through.
    Notes,
    /// The lines of a note are corrected.
    Lines,
    /// An import is done.
    Imported,
    /// A question with yes and no.
    Confirm,
    /// Trying themes on.
    Themes,
    /// Choosing whose questions are practised.
    Audience,
    /// Choosing the same at the first start.
    FirstStart,
    /// The list of keys.
    Help,
    /// Words are typed to find an action.
    Find,
    /// The query of the question bank is typed.
    Query,
    /// Text is being typed.
    Text,
}

impl Scope {
    /// Every scope with its name in `keymap.toml` and its title in the help.
    pub const ALL: [(&'static str, Self, Both<&'static str>); 40] = [
        ("global", Self::Global, Both::new("어디서나", "Everywhere")),
        ("list", Self::List, Both::new("목록", "Lists")),
        ("home", Self::Home, Both::new("홈", "Home")),
        (
            "choose",
            Self::Choose,
            Both::new("면접 고르기", "Choosing an interview"),
        ),
        (
            "audience",
            Self::Audience,
            Both::new("직무·언어", "Role and language"),
        ),
        (
            "first_start",
            Self::FirstStart,
            Both::new("처음 시작", "First start"),
        ),
        ("room", Self::Room, Both::new("면접 중", "In the interview")),
        ("sure", Self::Sure, Both::new("확신", "How sure")),
        ("score", Self::Score, Both::new("채점", "Scoring")),
        ("progress", Self::Progress, Both::new("진척", "Progress")),
        (
            "dimensions",
            Self::Dimensions,
            Both::new("항목별 점수", "Scoring one by one"),
        ),
        (
            "browse",
            Self::Browse,
            Both::new("질문 은행", "Question bank"),
        ),
        ("weak", Self::Weak, Both::new("약한 카드", "Weak cards")),
        (
            "story",
            Self::Story,
            Both::new("카드의 기록", "The history of a card"),
        ),
        (
            "front",
            Self::Front,
            Both::new("복습: 질문", "Review: the question"),
        ),
        (
            "grade",
            Self::Grade,
            Both::new("복습: 채점", "Review: the grade"),
        ),
        (
            "finished",
            Self::Finished,
            Both::new("복습 끝", "Review: the end"),
        ),
        ("review", Self::Review, Both::new("복습", "Review")),
        ("debrief", Self::Debrief, Both::new("되돌아보기", "Debrief")),
        ("export", Self::Export, Both::new("내보내기", "Export")),
        (
            "interviews",
            Self::Interviews,
            Both::new("면접 일정", "Interviews"),
        ),
        (
            "look_back",
            Self::LookBack,
            Both::new("면접 돌아보기", "Looking back"),
        ),
        (
            "form",
            Self::Form,
            Both::new("카드 고치기", "Editing a card"),
        ),
        (
            "unsaved",
            Self::Unsaved,
            Both::new("저장하지 않은 글", "Unsaved text"),
        ),
        (
            "ending",
            Self::Ending,
            Both::new("쓰다가 끝낼 때", "Quitting while writing"),
        ),
        (
            "conflict",
            Self::Conflict,
            Both::new("그 사이 바뀐 글", "Changed meanwhile"),
        ),
        (
            "versions",
            Self::Versions,
            Both::new("이전 글", "Earlier versions"),
        ),
        (
            "taking",
            Self::Taking,
            Both::new("말한 것을 답으로", "Taking what was said"),
        ),
        (
            "decks",
            Self::Decks,
            Both::new("덱 고르기", "Choosing a deck"),
        ),
        (
            "adopt",
            Self::Adopt,
            Both::new("카드를 잃은 답", "Answers without a card"),
        ),
        ("path", Self::Path, Both::new("경로 쓰기", "Typing a path")),
        (
            "notes",
            Self::Notes,
            Both::new("노트 가져오기", "Importing notes"),
        ),
        (
            "lines",
            Self::Lines,
            Both::new("노트의 줄 고쳐 읽기", "Correcting lines of a note"),
        ),
        (
            "imported",
            Self::Imported,
            Both::new("지난 가져오기", "Imports that are done"),
        ),
        ("confirm", Self::Confirm, Both::new("확인", "Confirming")),
        ("themes", Self::Themes, Both::new("테마", "Themes")),
        ("help", Self::Help, Both::new("도움말", "The keys")),
        (
            "find",
            Self::Find,
            Both::new("동작 찾기", "Finding an action"),
        ),
        (
            "query",
            Self::Query,
            Both::new("검색어 쓰기", "Typing a query"),
        ),
        ("text", Self::Text, Both::new("글 쓰기", "Typing")),
    ];

    /// Whether keys are text there, but for its few actions.
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Form | Self::Find | Self::Path | Self::Query | Self::Text
        )
    }
}

/// Declares every action once: its scope, its name in `keymap.toml`, what it says in the footer
/// and the help, and its priority there (1 is shown first and dropped last, 9 is help only).
macro_rules! actions {
    ($($(#[$doc:meta])* $variant:ident: $scope:ident $name:literal $priority:literal $ko:literal $en:literal;)*) => {
        /// Something that a key does.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each says in its table row what it does")]
        pub enum Action { $($(#[$doc])* $variant),* }

        impl Action {
            /// Every action in the order of the help.
            pub const ALL: &'static [Action] = &[$(Action::$variant),*];

            /// The scope in whose section of `keymap.toml` it stands.
            pub const fn scope(self) -> Scope {
                match self { $(Action::$variant => Scope::$scope),* }
            }

            /// Its name in `keymap.toml`.
            pub const fn name(self) -> &'static str {
                match self { $(Action::$variant => $name),* }
            }

            /// What it does, in a word or two.
            pub const fn label(self) -> Both<&'static str> {
                match self { $(Action::$variant => Both::new($ko, $en)),* }
            }

            /// How early it is shown in the footer: 1 first, 9 only in the help.
            pub const fn priority(self) -> u8 {
                match self { $(Action::$variant => $priority),* }
            }
        }
    };
}

impl Action {
    /// The actions of a scope in the order of the help.
    pub fn of_scope(scope: Scope) -> impl Iterator<Item = &'static Action> {
        Self::ALL
            .iter()
            .filter(move |action| action.scope() == scope)
    }

    /// Whether each of its keys stands for a value: a score from 1 to 5.
    pub const fn is_row(self) -> bool {
        matches!(
            self,
            Self::ChooseRole
                | Self::Rate
                | Self::RateDimension
                | Self::TickListed
                | Self::Sure
                | Self::Grade
        )
    }

    /// The action that the footer shows together with this one, and what it calls the two.
    pub const fn partner(self) -> Option<(Action, Both<&'static str>)> {
        match self {
            Self::Up => Some((Self::Down, Both::new("고르기", "choose"))),
            Self::LookBackLess => Some((Self::LookBackMore, Both::new("바꾸기", "change"))),
            Self::LineUp => Some((Self::LineDown, Both::new("순서", "order"))),
            Self::PreviousPage => Some((Self::NextPage, Both::new("쪽 넘기기", "page"))),
            Self::Less => Some((Self::More, Both::new("바꾸기", "change"))),
            _ => None,
        }
    }
}

actions! {
    Help: Global "help" 1 "도움말" "keys";
    Back: Global "back" 6 "뒤로" "back";
    Quit: Global "quit" 8 "끝내기" "quit";
    Interrupt: Global "interrupt" 9 "바로 끝내기" "leave the program";
    Suspend: Global "suspend" 9 "잠시 셸로" "suspend to the shell";
    Redraw: Global "redraw" 9 "다시 그리기" "draw anew";
    Reload: Global "reload" 9 "다시 읽기" "read files anew";
    Palette: Global "palette" 7 "모든 동작" "all actions";
    Copy: Global "copy" 9 "복사" "copy";
    ChooseTheme: Global "themes" 9 "테마 고르기" "choose a theme";
    ChooseAudience: Global "audience" 5 "직무·언어" "role and language";

    TickAudience: Audience "tick" 1 "고르기" "tick";
    KeepAudience: Audience "keep" 1 "저장" "save";

    ChooseRole: FirstStart "role" 2 "직무" "role";
    OtherLanguage: FirstStart "language" 3 "언어" "language";

    Up: List "up" 3 "위" "up";
    Down: List "down" 3 "아래" "down";
    PageUp: List "page_up" 9 "한 쪽 위" "page up";
    PageDown: List "page_down" 9 "한 쪽 아래" "page down";
    First: List "first" 9 "처음" "first";
    Last: List "last" 9 "마지막" "last";
    Open: List "open" 1 "열기" "open";

    Practise: Home "practise" 9 "오늘의 카드" "today's cards";
    WeakCards: Home "weak_cards" 9 "약한 카드" "weak cards";
    MockInterview: Home "mock_interview" 9 "모의 면접" "mock interview";
    QuestionBank: Home "question_bank" 2 "질문 은행" "question bank";
    OpenInterviews: Home "interviews" 9 "면접 일정" "interviews";
    OpenProgress: Home "progress" 9 "진척" "progress";
    ScoreOpen: Home "score" 9 "채점하지 않은 답" "answers to score";
    LastDebrief: Home "last_debrief" 9 "지난 면접 되돌아보기" "the last debrief";
    UnwrittenCards: Home "unwritten" 9 "안 쓴 답 쓰기" "answers to write";
    WarmUp: Home "warm_up" 9 "5분 워밍업" "five-minute warm-up";
    BringNotes: Home "notes" 9 "노트 가져오기" "import notes";
    PastImports: Home "past_imports" 9 "지난 가져오기" "past imports";
    AdoptAnswers: Home "adopt" 9 "카드를 잃은 답 잇기" "answers without a card";
    ShowProblems: Home "problems" 9 "파일의 문제 보기" "problems in files";

    Begin: Choose "begin" 1 "시작" "begin";
    NextField: Choose "next_field" 2 "다음 칸" "next field";
    PreviousField: Choose "previous_field" 9 "앞 칸" "previous field";
    Less: Choose "less" 4 "줄이기" "less";
    More: Choose "more" 4 "늘리기" "more";
    DrawAgain: Choose "draw_again" 5 "다시 뽑기" "draw again";

    Done: Room "done" 1 "다 말함" "done";
    TypeAnswer: Room "type_answer" 2 "입력" "type";
    Note: Room "note" 4 "메모" "note";
    Hint: Room "hint" 5 "힌트" "hint";
    GiveUp: Room "give_up" 3 "모르겠음" "I don't know";
    Skip: Room "skip" 4 "건너뛰기" "skip";
    TickListed: Room "tick" 2 "적은 것 표시" "tick";
    TakeBack: Room "take_back" 3 "되돌리기" "take back";
    TakeAgain: Room "take_again" 7 "다시 답하기" "again";
    RetryInRoom: Room "retry" 9 "다시 저장" "save again";
    Pause: Room "pause" 5 "멈춤" "pause";
    PartBefore: Room "part_before" 3 "앞 단계" "part before";
    Leave: Room "leave" 6 "나가기" "leave";

    Sure: Sure "sure" 1 "확신" "how sure";

    TickNone: Score "tick_none" 4 "핵심 없음" "no points";
    TickAll: Score "tick_all" 4 "핵심 모두" "all points";
    OtherPane: Score "other_pane" 4 "다른 글" "other text";
    Rate: Score "rate" 1 "점수" "score";
    Confirm: Score "confirm" 2 "다음" "next";
    TogglePoint: Score "toggle_point" 3 "표시" "tick";
    PointUp: Score "point_up" 9 "위 항목" "point above";
    PointDown: Score "point_down" 9 "아래 항목" "point below";
    ScrollUp: Score "scroll_up" 9 "답 위로" "answer up";
    ScrollDown: Score "scroll_down" 5 "답 아래로" "scroll";
    NextTime: Score "next_time" 4 "다음에는" "next time";
    TakeSaid: Score "take_said" 5 "이번 답을 내 답으로" "keep what I said";
    EditInScore: Score "edit" 5 "답 고치기" "edit";
    OpenDimensions: Score "dimensions" 6 "항목별로" "one by one";
    Retry: Score "retry" 9 "다시 저장" "save again";

    RateDimension: Dimensions "rate" 1 "점수" "score";
    DimensionUp: Dimensions "up" 9 "위 항목" "above";
    DimensionDown: Dimensions "down" 3 "다음 항목" "next";
    CloseDimensions: Dimensions "close" 2 "닫기" "close";


    EditQuery: Browse "edit_query" 2 "검색어" "search";
    Select: Browse "select" 3 "고르기" "select";
    SelectNone: Browse "select_none" 9 "고른 것 비우기" "select none";
    InterviewThese: Browse "interview" 4 "이것으로 면접" "interview these";
    ReviewThese: Browse "review" 5 "이것으로 복습" "review these";
    Sort: Browse "sort" 5 "정렬" "sort";
    EditFromBank: Browse "edit" 3 "고치기" "edit";
    NewCard: Browse "new" 6 "새 카드" "new card";
    OpenInEditor: Browse "open_file" 7 "편집기로" "open the file";
    MoveCard: Browse "move" 9 "다른 덱으로" "to another deck";
    DeleteCard: Browse "delete" 9 "지우기" "delete";
    PutCardBack: Browse "put_back" 9 "지운 카드 되돌리기" "put a deleted card back";
    ShowStory: Browse "history" 6 "카드의 기록" "its history";
    ScrollPreview: Browse "scroll_preview" 9 "미리보기 아래로" "scroll the preview";

    EditWeak: Weak "edit" 3 "고치기" "edit";
    StoryOfWeak: Weak "history" 4 "카드의 기록" "its history";
    ReviewWeak: Weak "review" 2 "이것부터 복습" "review these";

    UndoInStory: Story "undo" 2 "마지막 점수 고치기" "change the last score";

    PreviousPage: Progress "previous_page" 1 "앞 쪽" "page before";
    NextPage: Progress "next_page" 9 "다음 쪽" "next page";

    Reveal: Front "reveal" 1 "답 보기" "show the answer";
    TypeReview: Front "type_answer" 2 "입력" "type";
    Grade: Grade "grade" 1 "점수" "grade";
    TickPoint: Grade "tick_point" 3 "짚은 것 표시" "tick point";
    ReviewUp: Grade "point_up" 9 "위 항목" "point above";
    ReviewDown: Grade "point_down" 9 "아래 항목" "point below";
    ReviewScrollUp: Grade "scroll_up" 9 "답 위로" "answer up";
    ReviewScrollDown: Grade "scroll_down" 5 "답 아래로" "scroll";
    MissedAgain: Finished "missed_again" 1 "틀린 카드 다시" "the missed again";
    PractiseAnyway: Finished "practise_anyway" 1 "그래도 더 하기" "practise anyway";
    EditInReview: Review "edit" 4 "고치기" "edit";
    TakeSaidInReview: Review "take_said" 5 "이번 답을 내 답으로" "keep what I said";
    UndoReview: Review "undo" 3 "되돌리기" "undo";
    BuryCard: Review "bury" 6 "내일 보기" "bury until tomorrow";
    SuspendCard: Review "suspend_card" 7 "빼 두기" "suspend";
    CloseReview: Review "close" 5 "그만" "stop";

    ScoreRow: Debrief "score" 2 "채점" "score";
    UndoInDebrief: Debrief "undo" 5 "마지막 점수 고치기" "change the last score";
    EditInDebrief: Debrief "edit" 3 "답 고치기" "edit";
    TakeSaidInDebrief: Debrief "take_said" 5 "이번 답을 내 답으로" "keep what I said";
    AskAgain: Debrief "ask_again" 3 "약한 것 다시" "ask the weak again";
    PlayAnswer: Debrief "play" 5 "녹음 듣기" "play the recording";
    Export: Debrief "export" 4 "내보내기" "export";
    OlderSession: Debrief "older" 7 "앞 면접" "older";
    NewerSession: Debrief "newer" 9 "뒤 면접" "newer";
    CloseDebrief: Debrief "close" 2 "홈으로" "home";

    AddInterview: Interviews "add" 2 "새 면접" "add";
    EditInterview: Interviews "edit" 3 "고치기" "edit";
    LookBackOn: Interviews "look_back" 3 "돌아보기" "look back";
    RemoveInterview: Interviews "remove" 6 "지우기" "remove";

    KeepLookBack: LookBack "keep" 1 "저장" "keep";
    RewriteLine: LookBack "rewrite" 3 "질문 고치기" "rewrite";
    LookBackLess: LookBack "less" 2 "줄이기" "less";
    LookBackMore: LookBack "more" 9 "늘리기" "more";
    RemoveLine: LookBack "remove" 5 "지우기" "remove";
    LineUp: LookBack "up" 5 "위로 옮기기" "move up";
    LineDown: LookBack "down" 9 "아래로 옮기기" "move down";

    CloseExport: Export "close" 1 "취소" "cancel";
    ExportMarkdown: Export "markdown" 1 "Markdown" "Markdown";
    ExportHtml: Export "html" 1 "HTML" "HTML";

    SaveCard: Form "save" 1 "저장" "save";
    LeaveForm: Form "leave" 1 "나가기" "leave";
    NextEntry: Form "next_field" 2 "다음 칸" "next field";
    PreviousEntry: Form "previous_field" 9 "앞 칸" "previous field";
    UndoText: Form "undo" 5 "되돌리기" "undo";
    RedoText: Form "redo" 9 "다시 하기" "redo";
    InsertOutline: Form "outline" 3 "개요" "outline";
    InsertStar: Form "star" 3 "STAR" "STAR";
    InsertConclusion: Form "conclusion" 3 "결론부터" "conclusion first";
    ShowVersions: Form "versions" 4 "이전 글" "versions";
    FormHelp: Form "help" 6 "도움말" "keys";

    StayInForm: Unsaved "stay" 1 "계속 쓰기" "keep editing";
    SaveAndLeave: Unsaved "save" 1 "저장" "save";
    Discard: Unsaved "discard" 1 "버리기" "discard";

    EndAnyway: Ending "end" 1 "끝내기" "quit";

    KeepMine: Conflict "mine" 1 "내 글로" "mine";
    TakeTheirs: Conflict "theirs" 1 "파일의 글로" "the file's";
    KeepEditing: Conflict "edit" 1 "계속 쓰기" "go on writing";
    OpenConflict: Conflict "open_file" 2 "파일 열기" "open the file";

    AdoptAll: Adopt "all" 2 "모두 잇기" "all suggested";
    AdoptOther: Adopt "other" 3 "다른 카드" "another card";
    UndoAdopt: Adopt "undo" 4 "되돌리기" "undo";

    NewDeck: Decks "new" 2 "새 덱" "new deck";
    FilterDecks: Decks "filter" 2 "찾기" "find";

    TakeVersion: Versions "take" 1 "되살리기" "take back";
    CloseVersions: Versions "close" 2 "닫기" "close";

    ToggleParagraph: Taking "tick" 2 "넣기/빼기" "take or leave";
    OnlySaid: Taking "only_said" 3 "말한 것만" "only what I said";
    TakeParagraphs: Taking "take" 1 "이대로 넣기" "take these";
    CloseTaking: Taking "close" 2 "그대로 두기" "leave the answer as it is";

    EnterPath: Path "enter" 1 "확인" "go on";
    CompletePath: Path "complete" 2 "완성" "complete";
    LeavePath: Path "leave" 3 "뒤로" "back";

    TakeNotes: Notes "import" 1 "가져오기" "import";
    TakeCard: Notes "take" 2 "넣기·빼기" "take or leave";
    TakeAll: Notes "take_all" 5 "모두" "all";
    ChooseDeck: Notes "deck" 3 "덱" "deck";
    ChooseKind: Notes "kind" 6 "종류" "kind";
    ChooseLanguage: Notes "language" 7 "언어" "language";
    OnlyNews: Notes "only_news" 6 "달라진 것만" "only news";
    ScrollNote: Notes "scroll" 9 "노트 아래로" "scroll the note";
    TeachLines: Notes "lines" 4 "줄 고쳐 읽기" "correct lines";
    UndoImport: Imported "take_back" 2 "되돌리기" "take back";
    LineApply: Lines "apply" 1 "모두 그렇게" "all of them";
    LineQuestion: Lines "question" 1 "질문" "question";
    LineAnswer: Lines "answer" 1 "답" "answer";
    LineFollowUp: Lines "follow_up" 2 "꼬리질문" "follow-up";
    LineTitle: Lines "title" 3 "제목" "title";
    LineLeftOut: Lines "left_out" 2 "빼기" "leave out";
    LineAlike: Lines "alike" 3 "같은 줄 모두" "all like it";
    LineUndo: Lines "undo" 3 "되돌리기" "undo";
    LineNextDoubt: Lines "next_doubt" 4 "다음 의심" "next doubt";
    LineDoubtBefore: Lines "doubt_before" 9 "앞 의심" "doubt before";
    LineBegins: Lines "begins" 5 "새 카드" "new card here";
    LineJoin: Lines "join" 5 "위에 붙이기" "join above";
    LineOtherReading: Lines "other_reading" 6 "다르게 읽기" "read otherwise";
    LineCards: Lines "cards" 2 "카드로" "cards";

    No: Confirm "no" 1 "아니요" "no";
    Yes: Confirm "yes" 1 "예" "yes";

    KeepTheme: Themes "keep" 1 "이것으로" "keep";
    PutThemeBack: Themes "put_back" 2 "그대로 두기" "put back";
    FilterThemes: Themes "filter" 4 "찾기" "find";

    FilterHelp: Help "filter" 2 "찾기" "find";

    TakeFound: Find "take" 1 "고르기" "take";
    FoundUp: Find "up" 9 "위" "up";
    FoundDown: Find "down" 9 "아래" "down";
    LeaveFind: Find "leave" 2 "닫기" "close";

    OpenFound: Query "open" 1 "열기" "open";
    CompleteQuery: Query "complete" 2 "완성" "complete";

    EndText: Text "end_text" 1 "입력 끝" "stop typing";
    FinishAnswer: Text "finish_answer" 2 "다 말함" "done";
}
