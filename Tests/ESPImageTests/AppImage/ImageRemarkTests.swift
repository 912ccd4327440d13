import Testing

@testable import ESPImage

@Suite struct ImageRemarkTests {
    @Test func anOrdinaryImageHasNoRemarks() throws {
        #expect(try AppImage(Samples.app()).remarks == [])
        var builder = AppImageBuilder(projectName: "NodeMCU", size: 1024)
        #expect(try AppImage(builder.build()).remarks == [])
        builder.descriptor?.projectName = "blink"
        #expect(try AppImage(builder.build()).remarks == [.otherProject(name: "blink")])
        builder.descriptor?.projectName = "nodemcu"
        builder.modules = ["node", "file", "tmr", "uart"]
        #expect(try AppImage(builder.build()).remarks == [.noOTAUpgrade])
        builder.modules = []
        #expect(try AppImage(builder.build()).remarks == [.modulesUnknown(.noText)])
    }

    @Test func saysWhatIsMissingAndWhatFollows() throws {
        var builder = AppImageBuilder(size: 1024, appendsHash: false)
        builder.descriptor = nil
        let bytes = try builder.build()
        #expect(try AppImage(bytes + .erased(16)).remarks == [.noDescriptor, .noHash, .padding(bytes: 16)])
        let signature = [0, 0, 0, 0] + FirmwareContent.sample(64)
        #expect(try AppImage(bytes + signature).remarks.contains(.signed(.version1)))
    }

    @Test(arguments: [
        (ImageRemark.noDescriptor, "no-descriptor", "before 3.3"), (.noHash, "no-hash", "SHA-256"),
        (.otherProject(name: "blink"), "other-project", "'blink'"), (.padding(bytes: 7), "padding", "7 bytes"),
        (.noOTAUpgrade, "no-otaupgrade", "no longer be upgraded over its console"),
        (.modulesUnknown(.noText), "modules-unknown", "encrypted"),
        (.modulesUnknown(.notNodeMCU), "modules-unknown", "NodeMCU"),
        (.modulesUnknown(.nameAlone), "modules-unknown", "list"),
        (.signed(.version1), "signed", "version 1"), (.signed(.version2(blocks: 3)), "signed", "blocks: 3"),
    ])
    func hasACodeAndASentence(remark: ImageRemark, code: String, fact: String) {
        #expect(remark.code == code)
        #expect(remark.description.contains(fact))
    }
}
