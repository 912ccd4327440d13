import FoundationEssentials
import FuzzTargets
import Testing

/// The fuzzer's seeds, which include its earlier findings, hold.
struct CorpusTests {
    static let corpus = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Corpus")

    @Test(arguments: FuzzTargets.all.map { $0.name })
    func seedsHold(name: String) throws {
        let target = try #require(FuzzTargets[name])
        let folder = Self.corpus.appending(path: name)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        #expect(!files.isEmpty)
        for file in files {
            let bytes = try Array(Data(contentsOf: folder.appending(path: file)))
            #expect(throws: Never.self, "\(name)/\(file)") { try target.run(bytes) }
            // Half a file is what remains after a lost connection.
            let half = Array(bytes.prefix(bytes.count / 2))
            #expect(throws: Never.self, "half of \(name)/\(file)") { try target.run(half) }
        }
    }

    @Test func everyFolderHasATarget() throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: Self.corpus.path)
        #expect(Set(folders) == Set(FuzzTargets.all.map { $0.name }))
    }
}
