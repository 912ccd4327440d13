import Testing

@testable import Reports
@testable import otaflash

struct InputFileTests {
    @Test func allBytesAreRead() throws {
        let content = String(repeating: "0123456789abcdef", count: 10_000)
        try withTemporaryFile(content) { path throws in
            #expect(try InputFile(path).read() == Array(content.utf8))
        }
    }

    @Test func aFolderCannotBeRead() {
        let error = #expect(throws: InputFileError.self) { try InputFile("/").read() }
        #expect(error?.description == "“/” cannot be read: Is a directory.")
    }

    @Test func `reading stops at the limit`() {
        let error = #expect(throws: InputFileError.self) { try InputFile("/dev/zero", limit: 100_000).read() }
        #expect(error?.description == "“/dev/zero” has more than 100,000 bytes; no firmware is that large.")
    }
}
