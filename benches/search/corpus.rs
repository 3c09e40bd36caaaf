//! Lines as a large bank would have them, half of them Korean; the same in every run.

use hotseat::text::hangul::keyboard::{hangul_as_latin, latin_as_hangul};

const KOREAN: &str = "카프카 컨슈머 프로듀서 파티션 리밸런싱 오프셋 브로커 쿠버네티스 컨테이너 파드 도커 이미지 로드밸런서 게이트웨이 \
    마이크로서비스 트랜잭션 격리수준 교착상태 인덱스 실행계획 정규화 복제 샤딩 캐시 일관성 가용성 해시 충돌 탐색 정렬 그래프 재귀 스택 \
    큐 힙 트리 프로세스 스레드 스케줄링 메모리 페이지 세마포어 뮤텍스 인터럽트 소켓 핸드셰이크 흐름제어 혼잡제어 쿠키 세션 토큰 인증 인가 \
    암호화 렌더링 클로저 프로미스 이벤트 의존성 주입 싱글턴 전략 객체 배포 롤백 장애 협업 갈등 경험 프로젝트 성과 지원동기 강점 단점";
const PARTICLES: &str = "은 는 이 가 을 를 의 에 에서 와 과 로 으로 에는 부터 까지 보다";
const KOREAN_ENDS: &str = "무엇인가요? 설명해 주세요. 어떻게 동작하나요? 왜 필요한가요? 차이를 말해 보세요. 어떻게 해결했나요? \
    언제 쓰나요? 장단점은요? 어떤 문제가 생기나요? 예를 들어 주세요.";
const ENGLISH: &str = "kafka consumer producer partition offset broker kubernetes container pod docker image load balancer gateway \
    microservice transaction isolation deadlock index query plan normal form replica shard cache consistency availability hash collision \
    search sort graph recursion stack queue heap tree process thread scheduler memory page semaphore mutex interrupt socket TCP UDP HTTP \
    handshake flow congestion cookie session token OAuth JWT encryption rendering closure promise event loop dependency injection \
    singleton strategy object deploy rollback incident system design conflict experience project REST GraphQL Redis";
const ENGLISH_JOINTS: &str = "the a of and in with between for to from under without";
const ENGLISH_ENDS: &str =
    "work? matter? fail? scale? differ? recover? guarantee order? happen? help? compare?";

/// Numbers that are the same in every run (xorshift, Marsaglia 2003).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or(0) % end
    }

    fn one_of<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.below(words.len())]
    }
}

/// So many lines; 62 characters or 86 bytes each on average, about 300 different characters.
pub fn lines(count: usize) -> Vec<String> {
    let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
    let (korean, particles, english) = (words(KOREAN), words(PARTICLES), words(ENGLISH));
    let joints = words(ENGLISH_JOINTS);
    let sentences = |text: &'static str, end: char| -> Vec<&'static str> {
        text.split_inclusive(end).map(str::trim).collect()
    };
    let korean_ends = sentences(KOREAN_ENDS, '?');
    let english_ends = sentences(ENGLISH_ENDS, '?');
    let mut numbers = Numbers(0x0070_7365_6174_2026);
    (0..count)
        .map(|_| {
            let is_korean = numbers.below(2) == 0;
            let mut line = String::new();
            for _ in 0..(if is_korean { 9 } else { 6 }) + numbers.below(5) {
                if is_korean && numbers.below(6) > 0 {
                    line += numbers.one_of(&korean);
                    line += numbers.one_of(&particles);
                } else {
                    line += numbers.one_of(&english);
                    if !is_korean {
                        line.push(' ');
                        line += numbers.one_of(&joints);
                    }
                }
                line.push(' ');
            }
            line += numbers.one_of(if is_korean {
                &korean_ends
            } else {
                &english_ends
            });
            line
        })
        .collect()
}

/// The states of a search box while a word is typed, on the two-set keyboard where it is Korean.
pub fn typing_states(word: &str) -> Vec<String> {
    let keys = hangul_as_latin(word);
    let is_korean = keys != word;
    let ends = keys.char_indices().map(|(at, c)| at + c.len_utf8());
    ends.map(|end| {
        if is_korean {
            latin_as_hangul(&keys[..end])
        } else {
            keys[..end].to_owned()
        }
    })
    .collect()
}
