import Glibc
import Testing
import TransportCore

@testable import TransportPosix

@Suite struct TransportErrorErrnoTests {
    private static let path = "/dev/ttyUSB0"

    @Test(
        "opening",
        arguments: [
            (ENOENT, .noDevice), (ENOTDIR, .noDevice), (ELOOP, .noDevice), (ENXIO, .noDevice), (ENODEV, .noDevice),
            (EIO, .noDevice), (EACCES, .permissionDenied), (EPERM, .permissionDenied), (EBUSY, .busy),
            (EMFILE, .system),
            (ENFILE, .system),
        ] as [(Int32, TransportError.Code)]
    )
    func opening(_ code: Int32, _ expected: TransportError.Code) {
        let error = TransportError.opening(Self.path, code)
        #expect(error.code == expected)
        #expect(error.systemError == code)
        #expect(error.address == .terminal(path: Self.path))
        #expect(error.message.contains(Self.path))
        #expect(error.message.hasSuffix("."))
        #expect(error.nextStep?.hasSuffix(".") == true)
    }

    @Test(
        "using",
        arguments: [
            (EIO, .linkLost), (ENXIO, .linkLost), (ENODEV, .linkLost), (EPROTO, .linkLost), (ESHUTDOWN, .linkLost),
            (ENOMEM, .system), (EINVAL, .system),
        ] as [(Int32, TransportError.Code)]
    )
    func using(_ code: Int32, _ expected: TransportError.Code) {
        let error = TransportError.using(Self.path, "read", code)
        #expect(error.code == expected)
        #expect(error.systemError == code)
    }

    @Test("the group that can use the port is named, if there is one")
    func group() {
        #expect(
            TransportError.opening(Self.path, EACCES, group: "dialout").nextStep?.contains("usermod -aG dialout")
                == true
        )
        #expect(TransportError.opening(Self.path, EACCES).nextStep?.contains("udev rule") == true)
    }

    @Test("the holder is named, or how to find it")
    func holder() {
        let holder = PortHolder(pid: 42, command: "picocom")
        #expect(TransportError.busy(Self.path, holder: holder).holder == holder)
        #expect(TransportError.busy(Self.path, holder: holder).description.contains("42 (picocom)"))
        #expect(TransportError.busy(Self.path, holder: nil).nextStep?.contains("fuser -v \(Self.path)") == true)
    }
}
