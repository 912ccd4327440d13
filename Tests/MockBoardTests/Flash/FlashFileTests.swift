import ESPImage
import Glibc
import Testing

@testable import ESPDevice

@Suite struct FlashFileTests {
    @Test func theFileFollowsEveryOperation() throws {
        try withTemporaryPath { path in
            let chip = try FlashChip(file: FlashFile(creating: path, size: 0x1_0000))
            #expect(contents(path) == [UInt8](repeating: 0xFF, count: 0x1_0000))
            try chip.program([1, 2, 3], at: 0x20)
            #expect(contents(path)[0x1F..<0x24] == [0xFF, 1, 2, 3, 0xFF])
            try chip.erase(0..<0x1000)
            #expect(contents(path).allSatisfy { $0 == 0xFF })
            try chip.preset([9], at: 0xFFFF)
            #expect(contents(path).last == 9)
            #expect(contents(path).count == 0x1_0000)
        }
    }

    @Test func aTornOperationIsTheSameInFileAndChip() throws {
        try withTemporaryPath { path in
            let recorder = OperationRecorder()
            recorder.verdicts[1] = .cutPower(.torn(bytes: 2))
            let chip = try FlashChip(file: FlashFile(creating: path, size: 0x1_0000))
            chip.observer = recorder
            #expect(throws: DeviceFailure.self) { try chip.program([0, 0, 0], at: 0) }
            #expect(contents(path)[0..<3] == [0, 0, 0xFF])
        }
    }

    @Test func anExistingFileIsUsedUnchanged() throws {
        try withTemporaryPath { path in
            let factory = FactoryFlash(chip: .esp32, firmware: SampleImage().bytes)
            let first = try factory.chip(inFile: path)
            try first.program([0x55], at: 0x3F_FFFF)
            let again = try FactoryFlash(chip: .esp32c3, size: 0x1_0000, firmware: []).chip(inFile: path)
            #expect(again.size == 0x40_0000)
            #expect(again.read(0x3F_FFFF..<0x40_0000) == [0x55])
            #expect(again.read(0x1000..<0x1001) == [0xE9])
        }
    }

    @Test(arguments: [0, 1, 0x1000, 0x1_0001])
    func aFileOfTheWrongSizeIsRefused(_ size: Int) throws {
        try withTemporaryPath { path in
            _ = try FlashFile(creating: path, size: size)
            let error = #expect(throws: FlashFileError.self) { try FlashChip(file: FlashFile(opening: path)) }
            #expect(error?.code == .size(size))
            #expect(error?.description.contains("65536") == true)
        }
    }

    @Test func aFileThatCannotBeOpenedIsReported() {
        let error = #expect(throws: FlashFileError.self) { try FlashFile(opening: "/nonexistent/flash.bin") }
        #expect(error?.code == .open)
        #expect(error?.systemError == ENOENT)
        #expect(error?.description.contains("/nonexistent/flash.bin") == true)
    }

    @Test func aFileIsNotOverwritten() throws {
        try withTemporaryPath { path in
            _ = try FlashFile(creating: path, size: 0x1_0000)
            let error = #expect(throws: FlashFileError.self) { try FlashFile(creating: path, size: 0x1_0000) }
            #expect(error?.systemError == EEXIST)
        }
    }

    private func withTemporaryPath(_ body: (String) throws -> Void) throws {
        var template = Array("/tmp/flash-file-XXXXXX".utf8CString)
        let directory = String(cString: mkdtemp(&template))
        let path = directory + "/FLASH.bin"
        defer {
            unlink(path)
            rmdir(directory)
        }
        try body(path)
    }

    private func contents(_ path: String) -> [UInt8] {
        let file = fopen(path, "r")!
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 0x50_0000)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }
}
