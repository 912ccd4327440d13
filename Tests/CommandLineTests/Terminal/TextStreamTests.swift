import Glibc
import Testing

@testable import TerminalUI
@testable import otaflash

struct TextStreamTests {
    @Test func `a closed pipe is its own error`() {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [0, 0]
        pipe(&ends)
        close(ends[0])
        defer { close(ends[1]) }
        let error = #expect(throws: OutputError.self) { try TextStream(descriptor: ends[1]).write("text") }
        #expect(error?.isClosedPipe == true)
    }

    @Test func `a full disk is not a closed pipe`() throws {
        let full = open("/dev/full", O_WRONLY)
        try #require(full >= 0)
        defer { close(full) }
        let error = #expect(throws: OutputError.self) { try TextStream(descriptor: full).write("text") }
        #expect(error?.isClosedPipe == false)
    }
}
