extension PanicOutput {
    static let backtrace = " 0x400d5f39:0x3ffb5e60 0x400d60a1:0x3ffb5e80 0x400e1c27:0x3ffb5ea0 0x4008ba2e:0x3ffb5ec0"

    /// Six rows of four registers, as the panic handler of an Xtensa chip prints them.
    var xtensaRegisters: [String] {
        [
            "PC      : 0x400d5f3c  PS      : 0x00060d30  A0      : 0x800d60a4  A1      : 0x3ffb5e60  ",
            "A2      : 0x00000000  A3      : 0x3ffb8048  A4      : 0x00000001  A5      : 0x3ffb4f40  ",
            "A6      : 0x00060d20  A7      : 0x00000000  A8      : 0x800d5f39  A9      : 0x3ffb5e40  ",
            "A10     : 0x00000000  A11     : 0x3f406a10  A12     : 0x00000007  A13     : 0x00000001  ",
            "A14     : 0x00000008  A15     : 0x3ffb4350  SAR     : 0x00000004  EXCCAUSE: 0x0000001c  ",
            "EXCVADDR: 0x00000000  LBEG    : 0x4000c2e0  LEND    : 0x4000c2f6  LCOUNT  : 0xffffffff  ",
        ]
    }

    /// Ten rows of registers, as the panic handler of a RISC-V chip prints them.
    var riscVRegisters: [String] {
        [
            "MEPC    : 0x42015f3c  RA      : 0x420160a4  SP      : 0x3fc95e60  GP      : 0x3fc8c200  ",
            "TP      : 0x3fc85ca8  T0      : 0x4005890e  T1      : 0x0000000f  T2      : 0x00000000  ",
            "S0/FP   : 0x3fc96a10  S1      : 0x00000001  A0      : 0x00000000  A1      : 0x3fc98048  ",
            "A2      : 0x00000007  A3      : 0x00000001  A4      : 0x3fc94f40  A5      : 0x00000000  ",
            "A6      : 0x60023000  A7      : 0x0000000a  S2      : 0x00000000  S3      : 0x00000000  ",
            "S4      : 0x00000000  S5      : 0x00000000  S6      : 0x00000000  S7      : 0x00000000  ",
            "S8      : 0x00000000  S9      : 0x00000000  S10     : 0x00000000  S11     : 0x00000000  ",
            "T3      : 0x00000000  T4      : 0x00000000  T5      : 0x00000000  T6      : 0x00000000  ",
            "MSTATUS : 0x00001881  MTVEC   : 0x40380001  MCAUSE  : 0x00000005  MTVAL   : 0x00000000  ",
            "MHARTID : 0x00000000  ",
        ]
    }

    /// The first rows of the stack dump.
    var stack: [String] {
        [
            "3fc95e60: 0x00000000 0x00000000 0x3fc98048 0x420160a4 0x3fc94f40 0x00000000 0x00000001 0x42021c27",
            "3fc95e80: 0x3fc96a10 0x00000007 0x00000000 0x4038ba2e 0xa5a5a5a5 0xa5a5a5a5 0xa5a5a5a5 0xa5a5a5a5",
        ]
    }
}
