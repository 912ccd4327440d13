import ESPImage
import HostileBoard
import LuaREPL
import Synchronization
import Testing
import TransportCore

@testable import OTAUpgrade

/// Boards that lie about what they have accepted, or never stop talking: the transfer fails within its time limit.
@Suite struct HostileTransferTests {
    private static let token: DialogueToken = {
        var generator = SystemRandomNumberGenerator()
        return DialogueToken(using: &generator)
    }()

    private static let image = [UInt8](repeating: 0x5A, count: 20_000)

    /// A board that answers questions correctly, and each line of the transfer with a lie.
    private func board(lie: String) -> HostileBoard {
        let mark = Self.token.mark
        return HostileBoard { heard, _ in
            heard.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }.map { line -> String in
                let fields = line.split { "(,)".contains($0) }
                let isPiece = line.hasPrefix("otaflash.a(")
                guard isPiece || line.hasPrefix("otaflash.q(") else {
                    let number = line.reversed().prefix { $0.isNumber || $0 == ")" }.filter(\.isNumber)
                    return lie.replacing("MARK", with: mark).replacing("NUMBER", with: String(number.reversed()))
                }
                let body = "\(fields[1])+:num\(isPiece ? fields[2] : "0")"
                return "\(mark)\(body):\(AnswerFrame.check(of: body.utf8))\r\n> "
            }.flatMap { Array($0.utf8) }
        }
    }

    /// Runs a transfer that must fail; returns the failure and the progress that was reported.
    private func fail(
        _ board: HostileBoard,
        over wire: any TransferWire = PromptWire(literal: LuaLiteral()),
        window: Int = 4
    ) async throws -> (failure: TransferFailure, taken: [Int]) {
        let taken = Mutex<[Int]>([])
        let transfer = Transfer(
            dialogue: REPLDialogue(transport: board, token: Self.token),
            setup: TransferSetup(wire: wire, encoding: PlainEncoding(image: Self.image), window: window),
            lineRate: 92_160,
            stallLimit: .seconds(20)
        ) { progress in taken.withLock { $0.append(progress.bytes) } }
        let failure = await #expect(throws: TransferFailure.self) { try await transfer.run() }
        return (try #require(failure), taken.withLock { $0 })
    }

    @Test(
        "acknowledgements of lines that were never sent",
        arguments: [
            "MARK+99999", "MARK+20000", "MARK+20001", "MARK+-5", "MARK--5", "MARK-99999", "MARK+9223372036854775807",
            "MARK-9223372036854775807", "MARK+-9223372036854775808", "MARK+99999999999999999999",
            "MARK-0", "MARK+0", "MARK+", "MARK?", "MARK", "MARK+0x10", "MARK+ 5", "MARK=NUMBER:99999", "MARK=NUMBER:-1",
            "MARK=9223372036854775807:0", "MARK=-1:0", "MARK=NUMBER:", "MARK=:5", "MARK=",
        ],
        [1, 4]
    )
    func forgedAcknowledgementsMakeNoProgress(_ lie: String, _ window: Int) async throws {
        let board = board(lie: lie + "\r\n> ")
        let (failure, taken) = try await fail(board, window: window)
        #expect(failure == .stalled(offset: 0))
        #expect(taken.allSatisfy { $0 == 0 })
        #expect(board.now <= TransportInstant(nanoseconds: 25_000_000_000))
    }

    /// A board accepts a line completely or not at all.
    @Test func anOffsetWithinALineMakesNoProgress() async throws {
        for lie in ["MARK=NUMBER:1"] {
            let (failure, taken) = try await fail(board(lie: lie + "\r\n> "))
            #expect(failure == .stalled(offset: 0))
            #expect(taken.allSatisfy { $0 == 0 })
        }
    }

    @Test(
        "endless output instead of acknowledgements",
        arguments: ["", "x", "\r\n", "> ", ">> ", "\u{1B}[A", "stdin:1: boom\r\n> ", "MARK", "~000000+5\r\n"]
    )
    func outputMakesNoProgress(_ text: String) async throws {
        let board = board(lie: String(repeating: text, count: 500))
        let (failure, taken) = try await fail(board)
        #expect(failure == .stalled(offset: 0))
        #expect(taken.allSatisfy { $0 == 0 })
        #expect(board.now <= TransportInstant(nanoseconds: 30_000_000_000))
    }

    @Test func frameAcknowledgementsMakeNoProgressEither() async throws {
        for lie in ["MARK+99999", "MARK-99999", "MARK+-1", "MARK", "MARK=NUMBER:99999"] {
            let board = board(lie: lie + "\r\n")
            let (failure, taken) = try await fail(board, over: FrameWire())
            let isRefusal = if case .noFrames(.noAnswer, 0) = failure { true } else { false }
            guard isRefusal || failure == .stalled(offset: 0)
            else {
                Issue.record("\(failure)")
                return
            }
            #expect(taken.allSatisfy { $0 == 0 })
            #expect(board.now <= TransportInstant(nanoseconds: 50_000_000_000))
        }
    }

    @Test(arguments: ["-1", "99999", "9223372036854775807", "-9223372036854775808"])
    func aRefusalReportsAPossibleOffset(_ offset: String) async throws {
        let (failure, _) = try await fail(board(lie: "MARK!stdin:1: boom!\(offset)\r\n> "))
        guard case .refused(let message, let taken) = failure else {
            Issue.record("\(failure)")
            return
        }
        #expect(message == "stdin:1: boom")
        #expect((0...Self.image.count).contains(taken))
    }

    @Test func aResetIsReported() async throws {
        let lie = "rst:0xc (SW_CPU_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\n"
        guard case .dialogue(.rebooted, offset: 0) = try await fail(board(lie: lie)).failure else {
            Issue.record("no reset")
            return
        }
    }
}
