//! Lines as a large bank would have them, half of them Korean; the same in every run.

use hotseat::text::hangul::keyboard::{hangul_as_latin, latin_as_hangul};

const KOREAN: &str = "카프카 컨슈머 프로듀서 파티션 리밸런싱 오프셋 브로커 쿠버네티스 컨테이너 파드 도커 이미지 로드밸런서 게이트웨이 \
    마이크로서비스 트랜잭션 격리수준 교착상태 인덱스 실행계획 정규화 복제 샤딩 캐시 일관성 가용성 해시 충돌 탐색 정렬 그래프 재귀 스택 \
    큐 힙 트리 프로세스 스레드 스케줄링 메모리 페이지 세마포어 뮤텍스 인터럽트 소켓 핸드셰이크 흐름제어 혼잡제어 쿠키 세션 토큰 인증 인가 \
    암호화 렌더링 클로저 프로미스 이벤트 의존성 주입 싱글턴 전략 객체 배포 롤백 장애 협업 갈등 경험 프로젝트 성과 지원동기 강점 단점 \
    색인 검색엔진 형태소 추천 딥러닝 경사하강법 과적합 회귀분석 군집화 벡터 임베딩 행렬 확률 통계 표본 가설검정 신뢰구간 센서 펌웨어 \
    임베디드 커널 드라이버 컴파일러 구문분석 바이트코드 예외처리 널포인터 뮤터블 얕은복사 깊은복사 참조 값전달 박싱 제네릭 람다 함수형 \
    모나드 추상클래스 다형성 캡슐화 결합도 응집도 리팩터링 테스트더블 목객체 픽스처 커버리지 회귀테스트 짝프로그래밍 코드리뷰 애자일 \
    스크럼 칸반 회고 일정산정 우선순위 요구사항 기획자 디자이너 고객 매출 지표 퍼널 리텐션 광고 결제 정산 환불 배송 물류 재고 예약 검증 \
    웹뷰 앱스토어 푸시알림 딥링크 접근성 반응형 번들러 트리셰이킹 코드분할 지연로딩 서비스워커 쿼리최적화 옵티마이저 힌트 뷰 프로시저 \
    트리거 백업 복구 이중화 페일오버 스플릿브레인 합의 리더선출 벽시계 논리시계 벡터시계 멱등 재시도 백오프 서킷브레이커 격벽 큐잉 배압";
const PARTICLES: &str = "은 는 이 가 을 를 의 에 에서 와 과 로 으로 에는 부터 까지 보다";
const KOREAN_ENDS: &str = "무엇인가요? / 설명해 주세요. / 어떻게 동작하나요? / 왜 필요한가요? / 차이를 말해 보세요. / \
    어떻게 해결했나요? / 언제 쓰나요? / 장단점은요? / 어떤 문제가 생기나요? / 예를 들어 주세요.";
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
    let korean_ends: Vec<&str> = KOREAN_ENDS.split(" / ").map(str::trim).collect();
    let english_ends: Vec<&str> = words(ENGLISH_ENDS);
    let mut numbers = Numbers(0x0070_7365_6174_2026);
    (0..count)
        .map(|_| {
            let is_korean = numbers.below(2) == 0;
            let mut line = String::new();
            for _ in 0..(if is_korean { 6 } else { 3 }) + numbers.below(5) {
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
